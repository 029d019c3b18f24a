/// A name that may be written into SQL as it is: `[a-z_][a-z0-9_]*`, at most 63 characters.
struct Identifier {
    let text: String

    init(_ text: String) throws(InvalidIdentifier) {
        let isAllowed = text.utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                || $0 == UInt8(ascii: "_")
        }
        guard isAllowed, let first = text.utf8.first, first > UInt8(ascii: "9"), text.utf8.count <= 63 else {
            throw InvalidIdentifier(name: text)
        }
        self.text = text
    }
}

/// A schema's or role's name that would need quoting.
public struct InvalidIdentifier: Error, CustomStringConvertible {
    public let name: String

    public var description: String {
        "\"\(name)\" is no name for a schema or role: a-z, 0-9 and _, not a digit first, at most 63 characters"
    }
}
