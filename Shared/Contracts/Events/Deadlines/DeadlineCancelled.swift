/// What was owed is owed no more.
public struct DeadlineCancelled: CaseEvent {
    public static let type = "hotline.DeadlineCancelled"
    public static let topic = Topic.deadlines

    /// The citizen's matter, or the unit's preparation of a show: a file like a case, with an id of its own.
    public let `case`: CaseID
    public let deadline: DeadlineID
    public let clock: ClockName
    public let rule: RuleID
    /// The show, for a clock of its preparation; nil for a citizen's matter.
    public let broadcast: BroadcastID?
    /// Nil for a clock on the case as a whole.
    public let workOrder: WorkOrderID?
    /// The unit that owes it, where one does.
    public let unit: UnitID?
    /// A code: `transferred`, `objectionUpheld`, `linked`, `closed`, `category`.
    public let cause: String

    public init(
        `case`: CaseID, deadline: DeadlineID, clock: ClockName, rule: RuleID, broadcast: BroadcastID? = nil,
        workOrder: WorkOrderID? = nil,
        unit: UnitID? = nil, cause: String
    ) {
        self.case = `case`
        self.deadline = deadline
        self.clock = clock
        self.rule = rule
        self.broadcast = broadcast
        self.workOrder = workOrder
        self.unit = unit
        self.cause = cause
    }
}
