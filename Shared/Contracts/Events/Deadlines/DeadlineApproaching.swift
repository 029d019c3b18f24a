/// A deadline's warning time has come.
public struct DeadlineApproaching: CaseEvent {
    public static let type = "hotline.DeadlineApproaching"
    public static let topic = Topic.deadlines

    public let `case`: CaseID
    public let deadline: DeadlineID
    public let clock: ClockName
    public let rule: RuleID
    public let workOrder: WorkOrderID?
    public let unit: UnitID?
    public let owes: String
    public let due: Instant

    public init(
        `case`: CaseID, deadline: DeadlineID, clock: ClockName, rule: RuleID, workOrder: WorkOrderID? = nil,
        unit: UnitID? = nil, owes: String, due: Instant
    ) {
        self.case = `case`
        self.deadline = deadline
        self.clock = clock
        self.rule = rule
        self.workOrder = workOrder
        self.unit = unit
        self.owes = owes
        self.due = due
    }
}
