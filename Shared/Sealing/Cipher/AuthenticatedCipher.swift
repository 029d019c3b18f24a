import COpenSSL

/// AES-256-GCM under one key (NIST SP 800-38D). A box is version, nonce, ciphertext, tag.
///
/// `@unchecked Sendable`: the context belongs to this object alone and a pool lends it to one caller at a time.
final class AuthenticatedCipher: @unchecked Sendable {
    static let version: UInt8 = 1
    static let nonceCount = 12
    static let tagCount = 16
    static let overhead = 1 + nonceCount + tagCount

    private let sealing: OpaquePointer
    private let opening: OpaquePointer

    /// - Parameter key: 32 bytes.
    init(key: [UInt8]) throws {
        guard let gcm = Algorithms.shared.gcm, let sealing = EVP_CIPHER_CTX_new() else {
            throw LibcryptoRefused("AES-256-GCM")
        }
        guard let opening = EVP_CIPHER_CTX_new() else {
            EVP_CIPHER_CTX_free(sealing)
            throw LibcryptoRefused("EVP_CIPHER_CTX_new")
        }
        self.sealing = sealing
        self.opening = opening
        try check(EVP_EncryptInit_ex2(sealing, gcm, key, nil, nil), "EVP_EncryptInit_ex2")
        try check(EVP_DecryptInit_ex2(opening, gcm, key, nil, nil), "EVP_DecryptInit_ex2")
    }

    deinit {
        EVP_CIPHER_CTX_free(sealing)  // also wipes the key
        EVP_CIPHER_CTX_free(opening)
    }

    /// Seals under a fresh random nonce.
    ///
    /// 96 random bits repeat with a chance below 2⁻³² only after 2³² boxes under one key (SP 800-38D, 8.3); a key
    /// serves one district for one month, which is some ten million boxes at most. A counter would need a place
    /// that five processes share and that no restored backup rewinds.
    func seal(_ plaintext: UnsafeRawBufferPointer, with associated: UnsafeRawBufferPointer) throws -> [UInt8] {
        var box = [UInt8](repeating: 0, count: plaintext.count + Self.overhead)
        try box.withUnsafeMutableBytes { box in
            guard let start = box.baseAddress else { return }
            box[0] = Self.version
            let nonce = UnsafeMutableRawBufferPointer(rebasing: box[1..<1 + Self.nonceCount])
            try RandomBytes.fill(nonce)
            let body = start + 1 + Self.nonceCount
            try check(EVP_EncryptInit_ex2(sealing, nil, nil, nonce.bound, nil), "EVP_EncryptInit_ex2")
            var count: Int32 = 0
            try check(
                EVP_EncryptUpdate(sealing, nil, &count, associated.bound, Int32(associated.count)), "EVP_EncryptUpdate")
            try check(
                EVP_EncryptUpdate(sealing, body.bound, &count, plaintext.bound, Int32(plaintext.count)),
                "EVP_EncryptUpdate")
            let tag = body + plaintext.count
            try check(EVP_EncryptFinal_ex(sealing, tag.bound, &count), "EVP_EncryptFinal_ex")
            try check(
                EVP_CIPHER_CTX_ctrl(sealing, EVP_CTRL_AEAD_GET_TAG, Int32(Self.tagCount), tag), "EVP_CTRL_AEAD_GET_TAG")
        }
        return box
    }

    /// - Returns: nil when the box was not made under this key with this associated data.
    func open(_ box: UnsafeRawBufferPointer, with associated: UnsafeRawBufferPointer) throws -> [UInt8]? {
        guard box.count >= Self.overhead, box[0] == Self.version, let start = box.baseAddress else { return nil }
        let count = box.count - Self.overhead
        let body = start + 1 + Self.nonceCount
        var plaintext = [UInt8](repeating: 0, count: count)
        var tag = Array(UnsafeRawBufferPointer(start: body + count, count: Self.tagCount))
        try check(EVP_DecryptInit_ex2(opening, nil, nil, (start + 1).bound, nil), "EVP_DecryptInit_ex2")
        try check(
            EVP_CIPHER_CTX_ctrl(opening, EVP_CTRL_AEAD_SET_TAG, Int32(Self.tagCount), &tag), "EVP_CTRL_AEAD_SET_TAG")
        var written: Int32 = 0
        try check(
            EVP_DecryptUpdate(opening, nil, &written, associated.bound, Int32(associated.count)), "EVP_DecryptUpdate")
        try check(EVP_DecryptUpdate(opening, &plaintext, &written, body.bound, Int32(count)), "EVP_DecryptUpdate")
        var rest: UInt8 = 0
        guard EVP_DecryptFinal_ex(opening, &rest, &written) == 1 else {
            ERR_clear_error()
            return nil
        }
        return plaintext
    }
}

extension UnsafeRawBufferPointer {
    /// The bytes as C wants them; nil where there are none.
    var bound: UnsafePointer<UInt8>? { baseAddress?.assumingMemoryBound(to: UInt8.self) }
}

extension UnsafeMutableRawBufferPointer {
    var bound: UnsafePointer<UInt8>? { UnsafePointer(baseAddress?.assumingMemoryBound(to: UInt8.self)) }
}

extension UnsafeRawPointer {
    var bound: UnsafePointer<UInt8> { assumingMemoryBound(to: UInt8.self) }
}

extension UnsafeMutableRawPointer {
    var bound: UnsafeMutablePointer<UInt8> { assumingMemoryBound(to: UInt8.self) }
}
