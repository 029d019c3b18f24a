/// One thing that is wrong with a document, and where.
public struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
    public let file: String
    public let mark: Mark
    /// Such as `clocks[3].within.amount`; empty for the document itself.
    public let path: String
    public let reason: String

    public init(file: String, mark: Mark, path: String, reason: String) {
        self.file = file
        self.mark = mark
        self.path = path
        self.reason = reason
    }

    /// `pack.yaml:12:15: clocks[3].within.amount: must be a whole number from 1 to 1000`.
    public var description: String {
        "\(file):\(mark.line):\(mark.column): \(path.isEmpty ? "" : "\(path): ")\(reason)"
    }
}
