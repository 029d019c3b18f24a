/// Why a text is not the YAML that this room reads.
public struct YAMLError: Error, Hashable, Sendable, CustomStringConvertible {
    public let file: String
    public let mark: Mark
    public let reason: String

    public init(file: String, mark: Mark, reason: String) {
        self.file = file
        self.mark = mark
        self.reason = reason
    }

    /// `pack.yaml:12:5: key "within" comes twice`.
    public var description: String { "\(file):\(mark.line):\(mark.column): \(reason)" }
}
