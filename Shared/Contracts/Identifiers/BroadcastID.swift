/// One show of a district's season, such as `2020-05-14`.
public struct BroadcastID: Identifier {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
}
