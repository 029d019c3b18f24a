/// Personal data or free text that may name a person, readable only with the district's key of the month.
public struct SealedText: Codable, Hashable, Sendable {
    /// Which key opens the box.
    public let keyId: String
    /// Base64 of version byte, nonce, ciphertext and tag (AES-256-GCM).
    public let box: String

    public init(keyId: String, box: String) {
        self.keyId = keyId
        self.box = box
    }
}
