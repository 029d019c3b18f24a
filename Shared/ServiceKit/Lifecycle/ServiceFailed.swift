/// A part of the process could not go on, and so the process ended.
public struct ServiceFailed: Error, CustomStringConvertible {
    public let part: String
    public let cause: any Error

    public var description: String { "\(part): \(cause)" }
}
