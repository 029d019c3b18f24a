/// What a duty is bound to has its time: a push of a text, for instance (rule CZ-35).
public struct DutyPlanned: Event {
    public static let type = "hotline.DutyPlanned"
    public static let topic = Topic.broadcasts
    public static let schemaVersion = 2

    public let broadcast: BroadcastID
    /// The unit whose matter it is.
    public let unit: UnitID
    /// Its name in the rule pack, such as `pushCopy`.
    public let duty: String
    /// When it is to happen.
    public let plannedFor: Instant
    /// The rule pack that the duty is owed under, where no BroadcastScheduled tells it: of a daily edition.
    public let packVersion: String?

    public var subject: String { broadcast.rawValue }

    public init(broadcast: BroadcastID, unit: UnitID, duty: String, plannedFor: Instant, packVersion: String? = nil) {
        self.broadcast = broadcast
        self.unit = unit
        self.duty = duty
        self.plannedFor = plannedFor
        self.packVersion = packVersion
    }
}
