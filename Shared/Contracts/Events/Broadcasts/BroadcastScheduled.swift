/// A show was entered in the season, or its plan was altered.
public struct BroadcastScheduled: Event {
    public static let type = "hotline.BroadcastScheduled"
    public static let topic = Topic.broadcasts

    public let broadcast: BroadcastID
    /// Start of the live window.
    public let opensAt: Instant
    /// End of the live window.
    public let closesAt: Instant
    /// Every on-air unit; each has duties of its own (rule CZ-24).
    public let units: [UnitID]

    public var subject: String { broadcast.rawValue }

    public init(broadcast: BroadcastID, opensAt: Instant, closesAt: Instant, units: [UnitID] = []) {
        self.broadcast = broadcast
        self.opensAt = opensAt
        self.closesAt = closesAt
        self.units = units
    }
}
