/// A bearer token: 256 random bits. Shown once, when it is made; only its SHA-256 is kept, which is enough for a
/// secret that nobody can guess.
public struct AccessToken: Sendable, CustomStringConvertible, CustomReflectable {
    private static let prefix = "hotline_"

    /// What goes behind `Authorization: Bearer`.
    public let text: String

    public static func random() throws -> AccessToken {
        AccessToken(checked: prefix + (try RandomBytes.make(32).hex))
    }

    /// - Returns: nil when the text does not have the form of a token.
    public init?(_ text: String) {
        guard text.utf8.count == Self.prefix.utf8.count + 64, text.hasPrefix(Self.prefix),
            [UInt8](hex: String(text.dropFirst(Self.prefix.count))) != nil
        else { return nil }
        self.text = text
    }

    private init(checked text: String) { self.text = text }

    func digest() throws -> [UInt8] { try Digest.sha256(Array(text.utf8)) }

    public var description: String { "AccessToken(hidden)" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
