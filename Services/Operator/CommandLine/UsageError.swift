/// A command line that cannot be understood; answered with the usage and exit code 64 (EX_USAGE of sysexits.h).
public struct UsageError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}
