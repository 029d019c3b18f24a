import COpenSSL

/// The algorithms, fetched from libcrypto once: fetching by name for each message costs more than the work itself.
///
/// `@unchecked Sendable`: the three handles are reference-counted, immutable and made for sharing (OpenSSL 3.0,
/// `EVP_CIPHER_fetch(3)`), and they live as long as the process.
final class Algorithms: @unchecked Sendable {
    static let shared = Algorithms()

    let gcm: OpaquePointer?
    let block: OpaquePointer?
    /// A context of HMAC-SHA-256 to copy: to begin one by name would fetch the digest each time.
    let hmac: OpaquePointer?
    let sha256: OpaquePointer?

    private init() {
        gcm = Self.surely { EVP_CIPHER_fetch(nil, "AES-256-GCM", nil) }
        block = Self.surely { EVP_CIPHER_fetch(nil, "AES-256-ECB", nil) }
        sha256 = Self.surely { EVP_MD_fetch(nil, "SHA256", nil) }
        hmac = Self.surely(Self.hmacContext)
    }

    /// A fetch may find nothing while another thread, of librdkafka or libcurl, has libcrypto load its providers, and finds it
    /// the next time (openssl/openssl issues 13682 and 17633).
    private static func surely(_ make: () -> OpaquePointer?) -> OpaquePointer? {
        for _ in 0..<16 { if let made = make() { return made } }
        return nil
    }

    private static func hmacContext() -> OpaquePointer? {
        guard let algorithm = EVP_MAC_fetch(nil, "HMAC", nil) else { return nil }
        defer { EVP_MAC_free(algorithm) }
        guard let context = EVP_MAC_CTX_new(algorithm) else { return nil }
        var name = Array("SHA256".utf8CString)
        let result = name.withUnsafeMutableBufferPointer { name in
            let parameters = [
                OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.baseAddress, 0),
                OSSL_PARAM_construct_end(),
            ]
            // Only what has a key can be copied; each copy is given its own.
            return EVP_MAC_init(context, [UInt8](repeating: 0, count: 32), 32, parameters)
        }
        guard result == 1 else {
            EVP_MAC_CTX_free(context)
            return nil
        }
        return context
    }
}

/// libcrypto refused a call that cannot fail by what the caller gave it (no memory, no such algorithm here).
struct LibcryptoRefused: Error, CustomStringConvertible {
    let call: String
    let code: UInt

    init(_ call: String) {
        self.call = call
        code = UInt(ERR_get_error())
        ERR_clear_error()
    }

    var description: String { "libcrypto: \(call) failed (code \(code))" }
}

func check(_ result: Int32, _ call: String) throws {
    guard result == 1 else { throw LibcryptoRefused(call) }
}
