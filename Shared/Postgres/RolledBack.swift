/// The body of a transaction ended well although one of its statements had failed: nothing was stored.
public struct RolledBack: Error, CustomStringConvertible {
    public let fileID: String
    public let line: Int

    public var description: String { "rolled back: a failed statement's error was swallowed at \(fileID):\(line)" }
}
