/// A statement; every interpolated value becomes a parameter `$n`, so no value can be read as SQL.
///
/// There is no raw interpolation: schemas come from the connection's search path. Add a cast where PostgreSQL
/// cannot infer the type: `\(ids)::uuid[]`.
public struct SQL: ExpressibleByStringInterpolation, Sendable {
    public private(set) var text: String
    /// Text forms in the order of `$1`, `$2`, …; nil is NULL.
    public private(set) var parameters: [String?] = []

    public init(stringLiteral value: String) { text = value }

    public init(stringInterpolation parts: Parts) { (text, parameters) = (parts.text, parts.parameters) }

    public struct Parts: StringInterpolationProtocol {
        var text = ""
        var parameters: [String?] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + 3 * interpolationCount)
            parameters.reserveCapacity(interpolationCount)
        }

        public mutating func appendLiteral(_ literal: String) { text += literal }

        public mutating func appendInterpolation(_ value: some SQLBindable) { bind(value.sqlText) }

        public mutating func appendInterpolation<V: SQLBindable>(_ value: V?) { bind(value?.sqlText) }

        /// An array that may hold NULLs.
        public mutating func appendInterpolation<V: SQLBindable>(_ values: [V?]) {
            bind(ArrayLiteral.text(of: values) { $0?.sqlText })
        }

        private mutating func bind(_ value: String?) {
            parameters.append(value)
            text += "$\(parameters.count)"
        }
    }
}
