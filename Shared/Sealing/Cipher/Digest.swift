import COpenSSL

/// SHA-256, and comparing without telling by the time taken how much was right.
public enum Digest {
    /// 32 bytes. For what is random or public already; personal data are hashed under a key (`KeyRing`).
    public static func sha256(_ bytes: [UInt8]) throws -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 0
        try check(
            EVP_Digest(bytes, bytes.count, &digest, &count, Algorithms.shared.sha256, nil), "EVP_Digest")
        return digest
    }

    /// Takes the same time wherever the two differ; unequal lengths differ at once.
    public static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
    }
}

extension [UInt8] {
    var hex: String {
        let digits = [Character]("0123456789abcdef")
        return reduce(into: "") {
            $0.append(digits[Int($1 >> 4)])
            $0.append(digits[Int($1 & 15)])
        }
    }

    init?(hex: String) {
        let digits = [UInt8](hex.utf8)
        guard digits.count % 2 == 0 else { return nil }
        self = []
        for at in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Self.digit(digits[at]), let low = Self.digit(digits[at + 1]) else { return nil }
            append(high << 4 | low)
        }
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
