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

    /// Those of them that have never been on air before (rule CZ-08); nil for none.
    public let newUnits: [UnitID]?
    /// The rule pack that the preparation of this show goes by; nil where none was told: then no duty has a clock.
    public let packVersion: String?

    public var subject: String { broadcast.rawValue }

    public init(
        broadcast: BroadcastID, opensAt: Instant, closesAt: Instant, units: [UnitID] = [], newUnits: [UnitID]? = nil,
        packVersion: String? = nil
    ) {
        self.broadcast = broadcast
        self.opensAt = opensAt
        self.closesAt = closesAt
        self.units = units
        self.newUnits = newUnits
        self.packVersion = packVersion
    }
}
