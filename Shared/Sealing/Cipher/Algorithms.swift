import COpenSSL

/// The algorithms, fetched from libcrypto once: fetching by name for each message costs more than the work itself.
///
/// `@unchecked Sendable`: the three handles are reference-counted, immutable and made for sharing (OpenSSL 3.0,
/// `EVP_CIPHER_fetch(3)`), and they live as long as the process.
final class Algorithms: @unchecked Sendable {
    static let shared = Algorithms()

    let gcm: OpaquePointer?
    let block: OpaquePointer?
    let hmac: OpaquePointer?
    let sha256: OpaquePointer?

    private init() {
        gcm = EVP_CIPHER_fetch(nil, "AES-256-GCM", nil)
        block = EVP_CIPHER_fetch(nil, "AES-256-ECB", nil)
        hmac = EVP_MAC_fetch(nil, "HMAC", nil)
        sha256 = EVP_MD_fetch(nil, "SHA256", nil)
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
