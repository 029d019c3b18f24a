/// A unit asks that its principal leader need not attend a show (rules CZ-11, DM-23).
public struct LeaveRequested: Event {
    public static let type = "hotline.LeaveRequested"
    public static let topic = Topic.broadcasts

    public let broadcast: BroadcastID
    /// The unit whose matter it is.
    public let unit: UnitID
    /// Only what is written excuses.
    public let isWritten: Bool

    public var subject: String { broadcast.rawValue }

    public init(broadcast: BroadcastID, unit: UnitID, isWritten: Bool) {
        self.broadcast = broadcast
        self.unit = unit
        self.isWritten = isWritten
    }
}
