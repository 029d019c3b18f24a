/// One spelling for each phone number, so that equal numbers have equal hashes.
public enum PhoneNumber {
    /// Digits only, without the prefix of China: `+86 138-0013-8000` and `１３８００１３８０００` are `13800138000`;
    /// a foreign number keeps its `+`.
    ///
    /// - Returns: nil when the text is not a number of 3 to 20 digits.
    public static func normalised(_ text: String) -> String? {
        guard text.utf8.count <= 128 else { return nil }
        var digits = ""
        var isInternational = false
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x30...0x39: digits.unicodeScalars.append(scalar)
            case 0xFF10...0xFF19: digits.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value - 0xFF10 + 0x30)))
            case 0x2B, 0xFF0B:
                guard digits.isEmpty, !isInternational else { return nil }
                isInternational = true
            case _ where separators.contains(scalar): continue
            default: return nil
            }
        }
        if !isInternational, digits.hasPrefix("00") {
            isInternational = true
            digits.removeFirst(2)
        }
        let isMobileWithPrefix = digits.count == 13 && digits.hasPrefix("861")
        if digits.hasPrefix("86"), isInternational || isMobileWithPrefix {
            isInternational = false
            digits.removeFirst(2)
            // 0519-8568… is written +86 519-8568… from abroad; a mobile number has no such zero.
            let isMobile = digits.count == 11 && digits.hasPrefix("1")
            if (9...11).contains(digits.count), !isMobile, !digits.hasPrefix("0") { digits = "0" + digits }
        }
        guard (3...20).contains(digits.count) else { return nil }
        return isInternational ? "+" + digits : digits
    }

    private static let separators = Set(" -()\u{00A0}\u{3000}（）－–—.·\t".unicodeScalars)
}
