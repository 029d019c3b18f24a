/// Signatures that a system outside can check with any library.
public enum Signature {
    /// HMAC-SHA-256 (RFC 2104) of the bytes under the secret's UTF-8, in lower-case hexadecimal.
    public static func hmacSHA256(of bytes: [UInt8], secret: String) throws -> String {
        try MessageCode(key: Array(secret.utf8)).code(of: bytes).hex
    }
}
