/// A value that a column can be decoded as.
///
/// An enum or a struct with a raw value that is decodable needs no code: `extension CaseID: SQLDecodable {}`.
public protocol SQLDecodable: Sendable {
    /// - Parameter sqlText: PostgreSQL's text form, UTF-8, without a NUL at the end; valid during the call.
    /// - Throws: any error, such as ``NotDecodable``, that does not quote the text.
    init(sqlText: Span<UInt8>) throws

    /// What NULL means; leave the default, which throws.
    static func decodeNull() throws -> Self

    /// Several values; leave the default, which reads a one-dimensional array.
    static func decodeElements(sqlText: Span<UInt8>) throws -> [Self]
}

extension SQLDecodable {
    public static func decodeNull() throws -> Self { throw NotDecodable("NULL as \(Self.self)") }

    public static func decodeElements(sqlText: Span<UInt8>) throws -> [Self] {
        var elements: [Self] = []
        try ArrayLiteral.parse(sqlText) { text in
            if let text { elements.append(try Self(sqlText: text)) } else { elements.append(try decodeNull()) }
        }
        return elements
    }
}

extension SQLDecodable where Self: RawRepresentable, RawValue: SQLDecodable {
    public init(sqlText: Span<UInt8>) throws {
        guard let value = Self(rawValue: try RawValue(sqlText: sqlText)) else { throw NotDecodable("\(Self.self)") }
        self = value
    }
}

extension Array: SQLDecodable where Element: SQLDecodable {
    public init(sqlText: Span<UInt8>) throws { self = try Element.decodeElements(sqlText: sqlText) }
}

extension Optional: SQLDecodable where Wrapped: SQLDecodable {
    public init(sqlText: Span<UInt8>) throws { self = try Wrapped(sqlText: sqlText) }

    public static func decodeNull() throws -> Wrapped? { nil }
}
