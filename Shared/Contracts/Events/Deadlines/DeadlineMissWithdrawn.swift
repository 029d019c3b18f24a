/// A timely fact arrived late: the miss never was, and what it set off is withdrawn.
public struct DeadlineMissWithdrawn: CaseEvent {
    public static let type = "hotline.DeadlineMissWithdrawn"
    public static let topic = Topic.deadlines

    public let `case`: CaseID
    public let deadline: DeadlineID
    public let clock: ClockName
    public let rule: RuleID
    public let workOrder: WorkOrderID?
    public let unit: UnitID?
    public let due: Instant
    public let metAt: Instant

    public init(
        `case`: CaseID, deadline: DeadlineID, clock: ClockName, rule: RuleID, workOrder: WorkOrderID? = nil,
        unit: UnitID? = nil, due: Instant, metAt: Instant
    ) {
        self.case = `case`
        self.deadline = deadline
        self.clock = clock
        self.rule = rule
        self.workOrder = workOrder
        self.unit = unit
        self.due = due
        self.metAt = metAt
    }
}
