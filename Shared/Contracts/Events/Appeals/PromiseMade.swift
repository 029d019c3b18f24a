/// The unit's leader promised a date in the studio (rule CZ-41).
public struct PromiseMade: CaseEvent {
    public static let type = "hotline.PromiseMade"
    public static let topic = Topic.appeals

    public let `case`: CaseID
    public let broadcast: BroadcastID
    /// The unit whose leader promised.
    public let unit: UnitID?
    /// When the promise falls due.
    public let due: Instant
    /// What was promised, sealed.
    public let promise: SealedText?

    public init(`case`: CaseID, broadcast: BroadcastID, unit: UnitID? = nil, due: Instant, promise: SealedText? = nil) {
        self.case = `case`
        self.broadcast = broadcast
        self.unit = unit
        self.due = due
        self.promise = promise
    }
}
