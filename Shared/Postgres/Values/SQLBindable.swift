/// A value that may stand in an `SQL` interpolation.
///
/// An enum or a struct with a raw value that is bindable needs no code: `extension CaseID: SQLBindable {}`.
public protocol SQLBindable: Sendable {
    /// PostgreSQL's text form of the value; a NUL byte in it makes the statement fail.
    var sqlText: String { get }

    /// PostgreSQL's text form of several; leave the default, which is a one-dimensional array literal.
    static func sqlText(of elements: [Self]) -> String
}

extension SQLBindable {
    public static func sqlText(of elements: [Self]) -> String {
        ArrayLiteral.text(of: elements) { $0.sqlText }
    }
}

extension SQLBindable where Self: RawRepresentable, RawValue: SQLBindable {
    public var sqlText: String { rawValue.sqlText }
}

/// One-dimensional: `[[UInt8]]` is an array of `bytea`, any other array of arrays is not an SQL array.
extension Array: SQLBindable where Element: SQLBindable {
    public var sqlText: String { Element.sqlText(of: self) }
}
