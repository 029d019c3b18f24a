import COpenSSL

/// HMAC-SHA-256 under one key (RFC 2104).
///
/// `@unchecked Sendable`: the context belongs to this object alone and a pool lends it to one caller at a time.
final class MessageCode: @unchecked Sendable {
    static let count = 32
    private let context: OpaquePointer

    init(key: [UInt8]) throws {
        guard let template = Algorithms.shared.hmac, let context = EVP_MAC_CTX_dup(template) else {
            throw LibcryptoRefused("HMAC")
        }
        self.context = context
        try check(EVP_MAC_init(context, key, key.count, nil), "EVP_MAC_init")
    }

    deinit { EVP_MAC_CTX_free(context) }

    /// The code of the parts, each preceded by its length, so that no two lists of parts read the same.
    func code(of parts: [String]) throws -> [UInt8] {
        var text = [UInt8]()
        for part in parts { text.appendLengthPrefixed(part) }
        return try code(of: text)
    }

    /// The code of the bytes as they are.
    func code(of text: [UInt8]) throws -> [UInt8] {
        // No key: the context starts again with the one it has (EVP_MAC(3)).
        try check(EVP_MAC_init(context, nil, 0, nil), "EVP_MAC_init")
        try check(EVP_MAC_update(context, text, text.count), "EVP_MAC_update")
        var code = [UInt8](repeating: 0, count: Self.count)
        var count = 0
        try check(EVP_MAC_final(context, &code, &count, code.count), "EVP_MAC_final")
        return code
    }
}

extension [UInt8] {
    /// Four bytes of length (big-endian), then the text in UTF-8.
    mutating func appendLengthPrefixed(_ text: String) {
        let count = UInt32(truncatingIfNeeded: text.utf8.count)
        append(contentsOf: [
            UInt8(truncatingIfNeeded: count >> 24), UInt8(truncatingIfNeeded: count >> 16),
            UInt8(truncatingIfNeeded: count >> 8), UInt8(truncatingIfNeeded: count),
        ])
        append(contentsOf: text.utf8)
    }
}
