/// A proposal lapsed because the miss that set it off was withdrawn.
public struct SupervisionWithdrawn: CaseEvent {
    public static let type = "hotline.SupervisionWithdrawn"
    public static let topic = Topic.escalations

    public let `case`: CaseID
    public let supervision: SupervisionID
    public let rule: RuleID
    /// The deadline whose miss set it off; nil where something else did.
    public let deadline: DeadlineID?

    public init(`case`: CaseID, supervision: SupervisionID, rule: RuleID, deadline: DeadlineID? = nil) {
        self.case = `case`
        self.supervision = supervision
        self.rule = rule
        self.deadline = deadline
    }
}
