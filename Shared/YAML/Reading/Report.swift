/// Collects every problem of one document, so that its author sees them all at once.
///
/// Not Sendable: it lives inside one reading.
public final class Report {
    public let file: String
    public private(set) var problems: [Problem] = []

    public init(file: String) { self.file = file }

    public func add(_ reason: String, at mark: Mark, path: String) {
        problems.append(Problem(file: file, mark: mark, path: path, reason: reason))
    }
}
