/// A message that can never be read: parked, with this reason. Holds no data of the message.
public struct Undecodable: Error, CustomStringConvertible {
    public let reason: String

    public init(reason: String) { self.reason = reason }

    public var description: String { reason }
}
