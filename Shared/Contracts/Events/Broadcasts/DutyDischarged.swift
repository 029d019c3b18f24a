/// A unit has done what it owes for a show (rules CZ-28 to CZ-39, DM-17 to DM-19, DM-39).
public struct DutyDischarged: Event {
    public static let type = "hotline.DutyDischarged"
    public static let topic = Topic.broadcasts

    public let broadcast: BroadcastID
    /// The unit whose matter it is.
    public let unit: UnitID
    /// Its name in the rule pack, such as `contacts`.
    public let duty: String

    public var subject: String { broadcast.rawValue }

    public init(broadcast: BroadcastID, unit: UnitID, duty: String) {
        self.broadcast = broadcast
        self.unit = unit
        self.duty = duty
    }
}
