/// A column's text is not of the type that was asked for. It does not quote the text.
public struct NotDecodable: Error, CustomStringConvertible {
    private let what: String

    /// - Parameter what: the type's name, or what was expected; never the value.
    public init(_ what: String) { self.what = what }

    public var description: String { "cannot be decoded: \(what)" }
}
