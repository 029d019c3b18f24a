/// Supervision of a matter was proposed to the supervisor (建议督办表, rules DM-27, DM-37).
public struct SupervisionProposed: CaseEvent {
    public static let type = "hotline.SupervisionProposed"
    public static let topic = Topic.escalations

    public let `case`: CaseID
    public let supervision: SupervisionID
    /// The deadline whose miss set it off; nil where something else did.
    public let deadline: DeadlineID?
    public let rule: RuleID
    /// The work order at issue, where there is one.
    public let workOrder: WorkOrderID?
    /// The unit at issue, where there is one.
    public let unit: UnitID?
    /// A code: `overdue`, `notSolved`, `reworkExhausted`.
    public let ground: String
    /// Role of who drew it up, such as `office` or `station` (rule X22).
    public let drafter: String

    public init(
        `case`: CaseID, supervision: SupervisionID, deadline: DeadlineID? = nil, rule: RuleID,
        workOrder: WorkOrderID? = nil, unit: UnitID? = nil, ground: String, drafter: String
    ) {
        self.case = `case`
        self.supervision = supervision
        self.deadline = deadline
        self.rule = rule
        self.workOrder = workOrder
        self.unit = unit
        self.ground = ground
        self.drafter = drafter
    }
}

extension SupervisionProposed: SelfEncodingEvent {
    public func write(to json: inout JSONObject) {
        json.member("case", `case`.rawValue)
        json.member("supervision", supervision.rawValue)
        json.member("deadline", deadline?.rawValue)
        json.member("rule", rule.rawValue)
        json.member("workOrder", workOrder?.rawValue)
        json.member("unit", unit?.rawValue)
        json.member("ground", ground)
        json.member("drafter", drafter)
    }
}
