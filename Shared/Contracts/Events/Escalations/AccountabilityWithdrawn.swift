/// The miss that a proposal of accountability rests on never was.
public struct AccountabilityWithdrawn: CaseEvent {
    public static let type = "hotline.AccountabilityWithdrawn"
    public static let topic = Topic.escalations

    public let `case`: CaseID
    /// One proposal to hold somebody to account. UUID text, lower case.
    public let accountability: AccountabilityID
    /// The deadline whose miss never was.
    public let deadline: DeadlineID
    public let rule: RuleID

    public init(`case`: CaseID, accountability: AccountabilityID, deadline: DeadlineID, rule: RuleID) {
        self.case = `case`
        self.accountability = accountability
        self.deadline = deadline
        self.rule = rule
    }
}
