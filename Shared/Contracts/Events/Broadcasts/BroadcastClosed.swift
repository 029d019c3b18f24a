/// The show is over: what was raised on air is dispatched the same day (rule CZ-42).
public struct BroadcastClosed: Event {
    public static let type = "hotline.BroadcastClosed"
    public static let topic = Topic.broadcasts

    public let broadcast: BroadcastID
    /// The units that were on air.
    public let units: [UnitID]

    public var subject: String { broadcast.rawValue }

    public init(broadcast: BroadcastID, units: [UnitID] = []) {
        self.broadcast = broadcast
        self.units = units
    }
}
