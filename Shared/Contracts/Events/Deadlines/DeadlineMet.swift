/// What was owed was done at or before the due instant.
public struct DeadlineMet: CaseEvent {
    public static let type = "hotline.DeadlineMet"
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
    /// The last instant that is in time.
    public let due: Instant
    /// When what was owed was done: the time of that fact, not of its arrival.
    public let metAt: Instant

    public init(
        `case`: CaseID, deadline: DeadlineID, clock: ClockName, rule: RuleID, broadcast: BroadcastID? = nil,
        workOrder: WorkOrderID? = nil,
        unit: UnitID? = nil, due: Instant, metAt: Instant
    ) {
        self.case = `case`
        self.deadline = deadline
        self.clock = clock
        self.rule = rule
        self.broadcast = broadcast
        self.workOrder = workOrder
        self.unit = unit
        self.due = due
        self.metAt = metAt
    }
}

extension DeadlineMet: SelfEncodingEvent {
    public func write(to json: inout JSONObject) {
        json.member("case", `case`.rawValue)
        json.member("deadline", deadline.rawValue)
        json.member("clock", clock.rawValue)
        json.member("rule", rule.rawValue)
        json.member("broadcast", broadcast?.rawValue)
        json.member("workOrder", workOrder?.rawValue)
        json.member("unit", unit?.rawValue)
        json.member("due", due.rfc3339)
        json.member("metAt", metAt.rfc3339)
    }
}
