import Foundation

/// Where a command writes. Tests collect what it says.
public struct Terminal: Sendable {
    /// A line of the answer.
    public let say: @Sendable (String) -> Void
    /// A line about what went wrong.
    public let complain: @Sendable (String) -> Void

    public init(say: @escaping @Sendable (String) -> Void, complain: @escaping @Sendable (String) -> Void) {
        self.say = say
        self.complain = complain
    }

    /// Standard output and standard error.
    public static let standard = Terminal(
        say: { FileHandle.standardOutput.write(Data(($0 + "\n").utf8)) },
        complain: { FileHandle.standardError.write(Data(($0 + "\n").utf8)) })
}
