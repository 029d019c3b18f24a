/// The unit's leader answered in the studio (rule CZ-41).
public struct AppealAnsweredOnAir: CaseEvent {
    public static let type = "hotline.AppealAnsweredOnAir"
    public static let topic = Topic.appeals

    public let `case`: CaseID
    public let broadcast: BroadcastID
    public let unit: UnitID?
    public let answer: SealedText?

    public init(`case`: CaseID, broadcast: BroadcastID, unit: UnitID? = nil, answer: SealedText? = nil) {
        self.case = `case`
        self.broadcast = broadcast
        self.unit = unit
        self.answer = answer
    }
}
