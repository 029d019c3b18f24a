/// A unit asks for another date (rule CZ-37).
public struct RescheduleRequested: Event {
    public static let type = "hotline.RescheduleRequested"
    public static let topic = Topic.broadcasts

    public let broadcast: BroadcastID
    /// The unit whose matter it is.
    public let unit: UnitID
    /// Only what is written counts.
    public let isWritten: Bool

    public var subject: String { broadcast.rawValue }

    public init(broadcast: BroadcastID, unit: UnitID, isWritten: Bool) {
        self.broadcast = broadcast
        self.unit = unit
        self.isWritten = isWritten
    }
}
