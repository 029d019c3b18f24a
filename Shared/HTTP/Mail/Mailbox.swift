/// A mail address, with a name to show or none.
public struct Mailbox: Sendable, Hashable, ExpressibleByStringLiteral {
    public var name: String?
    /// `local@domain`, ASCII.
    public var address: String

    public init(_ address: String, name: String? = nil) {
        self.address = address
        self.name = name
    }

    public init(stringLiteral address: String) {
        self.init(address)
    }

    /// Only dot-atoms (RFC 5322, section 3.4.1): nothing in it can end the field or the SMTP command.
    public var isValid: Bool {
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        return address.utf8.count <= 254 && parts.count == 2 && parts.allSatisfy(Self.isDotAtom)
    }

    static func isDotAtom(_ text: Substring) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.utf8.allSatisfy { FieldSyntax.isAlphanumeric($0) || atomMarks.contains($0) }
        }
    }

    private static let atomMarks = Array("!#$%&'*+-/=?^_`{|}~".utf8)
}
