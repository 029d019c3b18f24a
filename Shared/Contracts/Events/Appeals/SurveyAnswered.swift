/// A citizen who chose text or web has said himself whether the matter was solved (rules CZ-58, X13).
public struct SurveyAnswered: CaseEvent {
    public static let type = "hotline.SurveyAnswered"
    public static let topic = Topic.appeals

    public let `case`: CaseID
    /// The callback that asked him.
    public let callback: CallbackID
    /// Never `unreachable`.
    public let outcome: CallbackOutcome
    /// 1 very dissatisfied to 5 very satisfied.
    public let satisfaction: Int?
    /// What he adds, sealed.
    public let comment: SealedText?

    public init(
        `case`: CaseID, callback: CallbackID, outcome: CallbackOutcome, satisfaction: Int? = nil,
        comment: SealedText? = nil
    ) {
        self.case = `case`
        self.callback = callback
        self.outcome = outcome
        self.satisfaction = satisfaction
        self.comment = comment
    }
}
