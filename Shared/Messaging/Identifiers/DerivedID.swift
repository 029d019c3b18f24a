import Sealing

/// Identifiers that follow from what caused them, so that handling the cause again yields the same ones.
public enum DerivedID {
    /// UUID version 8 (RFC 9562, section 5.8) over SHA-256 of the parts, in lower case.
    ///
    /// The parts are joined by a byte that none of them contains, so no two lists of parts give one text. The first part
    /// that is a UUID lends its first 48 bits: whatever follows from one case then lies together in every index, and a
    /// batch of its messages touches one page and not as many as they are.
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
        if let origin = parts.first(where: Envelope.isUUID) { lend(of: origin, to: &digest) }
        digest[6] = digest[6] & 0x0F | 0x80
        digest[8] = digest[8] & 0x3F | 0x80
        return UUIDText.of(digest)
    }

    /// - Parameter origin: a UUID, whose first 48 bits are 13 characters, a dash among them.
    private static func lend(of origin: String, to digest: inout [UInt8]) {
        let digits = origin.utf8.prefix(13).compactMap(UUIDText.value)
        for index in 0..<6 { digest[index] = digits[2 * index] << 4 | digits[2 * index + 1] }
    }
}
