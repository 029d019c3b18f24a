/// A row does not have the columns that were asked for.
public struct RowError: Error, CustomStringConvertible {
    /// Counted from 0.
    public let column: Int
    /// Nil when the row has fewer columns.
    public let name: String?
    public let cause: (any Error)?

    public var description: String {
        guard let name, let cause else { return "the row has no column \(column)" }
        return "column \(column) (\(name)): \(cause)"
    }
}
