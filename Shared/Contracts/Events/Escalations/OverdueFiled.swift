/// An overdue matter was put on file with the supervisor (报备, rule DM-12).
public struct OverdueFiled: CaseEvent {
    public static let type = "hotline.OverdueFiled"
    public static let topic = Topic.escalations

    public let `case`: CaseID
    public let supervision: SupervisionID
    /// The deadline that was missed.
    public let deadline: DeadlineID
    public let rule: RuleID
    /// The work order at issue, where there is one.
    public let workOrder: WorkOrderID?
    /// The unit at issue, where there is one.
    public let unit: UnitID?

    public init(
        `case`: CaseID, supervision: SupervisionID, deadline: DeadlineID, rule: RuleID, workOrder: WorkOrderID? = nil,
        unit: UnitID? = nil
    ) {
        self.case = `case`
        self.supervision = supervision
        self.deadline = deadline
        self.rule = rule
        self.workOrder = workOrder
        self.unit = unit
    }
}

extension OverdueFiled: SelfEncodingEvent {
    public func write(to json: inout JSONObject) {
        json.member("case", `case`.rawValue)
        json.member("supervision", supervision.rawValue)
        json.member("deadline", deadline.rawValue)
        json.member("rule", rule.rawValue)
        json.member("workOrder", workOrder?.rawValue)
        json.member("unit", unit?.rawValue)
    }
}
