/// The miss that a clue rests on never was.
public struct ReferralWithdrawn: CaseEvent {
    public static let type = "hotline.ReferralWithdrawn"
    public static let topic = Topic.escalations

    public let `case`: CaseID
    /// One clue for discipline and supervision. UUID text, lower case.
    public let referral: ReferralID
    /// The deadline whose miss never was.
    public let deadline: DeadlineID
    public let rule: RuleID

    public init(`case`: CaseID, referral: ReferralID, deadline: DeadlineID, rule: RuleID) {
        self.case = `case`
        self.referral = referral
        self.deadline = deadline
        self.rule = rule
    }
}
