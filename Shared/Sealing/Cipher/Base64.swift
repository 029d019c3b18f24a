import COpenSSL

/// Base64 with padding (RFC 4648 section 4), by libcrypto: several times faster than by way of Foundation's Data.
enum Base64 {
    static func encode(_ bytes: [UInt8]) -> String {
        // EVP_EncodeBlock also writes a NUL at the end.
        String(unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4 + 1) { text in
            Int(EVP_EncodeBlock(text.baseAddress, bytes, Int32(bytes.count)))
        }
    }

    /// - Returns: nil where the text is not base64 in its one canonical spelling.
    static func decode(_ text: String) -> [UInt8]? {
        var text = text
        let padding = text.utf8.suffix(2).count { $0 == UInt8(ascii: "=") }
        guard text.utf8.count % 4 == 0, text.utf8.count <= Int(Int32.max) else { return nil }
        let bytes = text.withUTF8 { source -> [UInt8]? in
            var bytes = [UInt8](repeating: 0, count: source.count / 4 * 3)
            let count = Int(EVP_DecodeBlock(&bytes, source.baseAddress, Int32(source.count)))
            guard count >= padding, count == bytes.count else { return nil }
            return Array(bytes.prefix(count - padding))
        }
        // EVP_DecodeBlock skips blanks around the text and ignores spare bits: only the round trip is exact.
        guard let bytes, encode(bytes) == text else { return nil }
        return bytes
    }
}
