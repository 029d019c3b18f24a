import Sealing

/// Identifiers that follow from what caused them, so that handling the cause again yields the same ones.
public enum DerivedID {
    /// UUID version 8 (RFC 9562, section 5.8) over SHA-256 of the parts, in lower case.
    ///
    /// The parts are joined by a byte that none of them contains, so no two lists of parts give one text.
    public static func make(_ parts: String...) throws -> String {
        try make(parts)
    }

    public static func make(_ parts: [String]) throws -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(parts.reduce(0) { $0 + $1.utf8.count + 1 })
        for part in parts {
            bytes.append(contentsOf: part.utf8)
            bytes.append(0)
        }
        var digest = try Digest.sha256(bytes)
        digest[6] = digest[6] & 0x0F | 0x80
        digest[8] = digest[8] & 0x3F | 0x80
        return uuidText(digest)
    }

    private static func uuidText(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(unsafeUninitializedCapacity: 36) { buffer in
            var at = 0
            for index in 0..<16 {
                if index == 4 || index == 6 || index == 8 || index == 10 {
                    buffer[at] = UInt8(ascii: "-")
                    at += 1
                }
                buffer[at] = digits[Int(bytes[index] >> 4)]
                buffer[at + 1] = digits[Int(bytes[index] & 15)]
                at += 2
            }
            return at
        }
    }
}
