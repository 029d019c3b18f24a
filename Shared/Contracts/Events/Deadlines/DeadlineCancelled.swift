/// What was owed is owed no more.
public struct DeadlineCancelled: CaseEvent {
    public static let type = "hotline.DeadlineCancelled"
    public static let topic = Topic.deadlines

    public let `case`: CaseID
    public let deadline: DeadlineID
    public let clock: ClockName
    public let rule: RuleID
    /// Nil for a clock on the case as a whole.
    public let workOrder: WorkOrderID?
    /// The unit that owes it, where one does.
    public let unit: UnitID?
    /// A code: `transferred`, `objectionUpheld`, `linked`, `closed`, `category`.
    public let cause: String

    public init(
        `case`: CaseID, deadline: DeadlineID, clock: ClockName, rule: RuleID, workOrder: WorkOrderID? = nil,
        unit: UnitID? = nil, cause: String
    ) {
        self.case = `case`
        self.deadline = deadline
        self.clock = clock
        self.rule = rule
        self.workOrder = workOrder
        self.unit = unit
        self.cause = cause
    }
}
