import YAML

/// Everything that is wrong with a file; it is refused as a whole.
public struct PackErrors: Error, Hashable, Sendable, CustomStringConvertible {
    public let problems: [Problem]

    public init(_ problems: [Problem]) { self.problems = problems }

    init(_ error: YAMLError) {
        problems = [Problem(file: error.file, mark: error.mark, path: "", reason: error.reason)]
    }

    /// One line for each problem: file, line, column, path, reason.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
