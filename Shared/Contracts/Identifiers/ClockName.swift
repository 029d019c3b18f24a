/// A clock's name within its rule pack, such as `sign`.
public struct ClockName: Identifier {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
}
