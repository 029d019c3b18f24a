/// A tenant: one government with its own rule pack, such as `changzhou`.
public struct DistrictID: Identifier {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    /// Lower-case letters, digits and hyphens, 2 to 40 of them, beginning with a letter: the form that paths,
    /// partition keys and row-level security rely on.
    public var isWellFormed: Bool {
        let bytes = rawValue.utf8
        guard (2...40).contains(bytes.count), let first = bytes.first, (0x61...0x7A).contains(first) else {
            return false
        }
        return bytes.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }
}
