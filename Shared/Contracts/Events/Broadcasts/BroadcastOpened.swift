/// The show is live: calls are logged against it.
public struct BroadcastOpened: Event {
    public static let type = "hotline.BroadcastOpened"
    public static let topic = Topic.broadcasts

    public let broadcast: BroadcastID
    /// The units on air.
    public let units: [UnitID]

    public var subject: String { broadcast.rawValue }

    public init(broadcast: BroadcastID, units: [UnitID] = []) {
        self.broadcast = broadcast
        self.units = units
    }
}
