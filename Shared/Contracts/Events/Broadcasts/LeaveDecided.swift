/// A request for leave was decided, where the rules ask for an approval (rules DM-23, X11).
public struct LeaveDecided: Event {
    public static let type = "hotline.LeaveDecided"
    public static let topic = Topic.broadcasts

    public let broadcast: BroadcastID
    /// The unit whose matter it is.
    public let unit: UnitID
    /// Only after an approval may a deputy attend.
    public let isApproved: Bool
    /// The account that decided.
    public let decidedBy: String

    public var subject: String { broadcast.rawValue }

    public init(broadcast: BroadcastID, unit: UnitID, isApproved: Bool, decidedBy: String) {
        self.broadcast = broadcast
        self.unit = unit
        self.isApproved = isApproved
        self.decidedBy = decidedBy
    }
}
