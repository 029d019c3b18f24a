/// The distinct runs of three characters of a text, each as one number (three Unicode scalars of 21 bits).
public enum Trigrams {
    /// Full-width letters count as plain ones, capitals as small ones, blanks and punctuation not at all, so that
    /// `供水，压力` and `供水压力` have the same trigrams.
    static func of(_ text: String) -> [UInt64] {
        var trigrams = [UInt64]()
        trigrams.reserveCapacity(text.utf8.count / 2)
        var window: UInt64 = 0
        var length = 0
        for scalar in text.unicodeScalars {
            guard let folded = fold(scalar.value) else { continue }
            window = (window << 21 | UInt64(folded)) & 0x7FFF_FFFF_FFFF_FFFF
            length += 1
            if length >= 3 { trigrams.append(window) }
        }
        trigrams.sort()
        return distinct(trigrams)
    }

    private static func distinct(_ sorted: [UInt64]) -> [UInt64] {
        var kept = [UInt64]()
        kept.reserveCapacity(sorted.count)
        for value in sorted where value != kept.last { kept.append(value) }
        return kept
    }

    /// - Returns: the scalar as it is compared; nil for what is no letter or digit of a search.
    public static func fold(_ value: UInt32) -> UInt32? {
        switch value {
        case 0x30...0x39, 0x61...0x7A: value
        case 0x41...0x5A: value + 0x20
        case 0xFF01...0xFF5E: fold(value - 0xFEE0)
        case 0...0xBF, 0x2000...0x206F, 0x3000...0x3004, 0x3008...0x3020, 0xFE10...0xFE6F, 0xFF5F...0xFF65: nil
        default: value
        }
    }
}
