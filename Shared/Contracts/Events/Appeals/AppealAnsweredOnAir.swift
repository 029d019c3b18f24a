/// The unit's leader answered in the studio (rule CZ-41).
public struct AppealAnsweredOnAir: CaseEvent {
    public static let type = "hotline.AppealAnsweredOnAir"
    public static let topic = Topic.appeals

    public let `case`: CaseID
    public let broadcast: BroadcastID
    /// The unit whose leader answered.
    public let unit: UnitID?
    /// What was said in the studio, sealed.
    public let answer: SealedText?

    public init(`case`: CaseID, broadcast: BroadcastID, unit: UnitID? = nil, answer: SealedText? = nil) {
        self.case = `case`
        self.broadcast = broadcast
        self.unit = unit
        self.answer = answer
    }
}
