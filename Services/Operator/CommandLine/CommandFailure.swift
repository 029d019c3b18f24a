/// Why a command could not do its work, in words for the person at the terminal, and its exit code.
public struct CommandFailure: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String
    public let exitCode: Int32

    public init(_ description: String, exitCode: Int32 = 1) {
        self.description = description
        self.exitCode = exitCode
    }
}
