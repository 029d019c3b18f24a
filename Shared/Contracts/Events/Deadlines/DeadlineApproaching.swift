/// A deadline's warning time has come.
public struct DeadlineApproaching: CaseEvent {
    public static let type = "hotline.DeadlineApproaching"
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
    /// The role that owes it, such as `unit` or `operator`.
    public let owes: String
    /// The last instant that is in time.
    public let due: Instant

    public init(
        `case`: CaseID, deadline: DeadlineID, clock: ClockName, rule: RuleID, broadcast: BroadcastID? = nil,
        workOrder: WorkOrderID? = nil,
        unit: UnitID? = nil, owes: String, due: Instant
    ) {
        self.case = `case`
        self.deadline = deadline
        self.clock = clock
        self.rule = rule
        self.broadcast = broadcast
        self.workOrder = workOrder
        self.unit = unit
        self.owes = owes
        self.due = due
    }
}

extension DeadlineApproaching: SelfEncodingEvent {
    public func write(to json: inout JSONObject) {
        json.member("case", `case`.rawValue)
        json.member("deadline", deadline.rawValue)
        json.member("clock", clock.rawValue)
        json.member("rule", rule.rawValue)
        json.member("broadcast", broadcast?.rawValue)
        json.member("workOrder", workOrder?.rawValue)
        json.member("unit", unit?.rawValue)
        json.member("owes", owes)
        json.member("due", due.rfc3339)
    }
}
