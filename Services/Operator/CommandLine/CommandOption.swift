/// `--name VALUE`, or `--name` alone.
public struct CommandOption: Sendable {
    public let name: String
    /// What the value is called in the help; nil for a switch.
    public let value: String?
    public let help: String

    public init(_ name: String, _ value: String? = nil, _ help: String) {
        self.name = name
        self.value = value
        self.help = help
    }

    var usage: String { "--\(name)" + (value.map { " \($0)" } ?? "") }
}
