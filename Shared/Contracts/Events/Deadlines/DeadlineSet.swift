/// A clock started; this is when it ends.
public struct DeadlineSet: CaseEvent {
    public static let type = "hotline.DeadlineSet"
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
    /// When the clock started: the time of the fact that set it off.
    public let startedAt: Instant
    /// The last instant that is in time.
    public let due: Instant
    /// True while it reaches into a year whose calendar is not published.
    public let isProvisional: Bool
    /// The calendar it was reckoned with.
    public let calendarVersion: String
    /// The rule pack that the case began under and keeps.
    public let packVersion: String

    public init(
        `case`: CaseID, deadline: DeadlineID, clock: ClockName, rule: RuleID, broadcast: BroadcastID? = nil,
        workOrder: WorkOrderID? = nil,
        unit: UnitID? = nil, owes: String, startedAt: Instant, due: Instant, isProvisional: Bool,
        calendarVersion: String, packVersion: String
    ) {
        self.case = `case`
        self.deadline = deadline
        self.clock = clock
        self.rule = rule
        self.broadcast = broadcast
        self.workOrder = workOrder
        self.unit = unit
        self.owes = owes
        self.startedAt = startedAt
        self.due = due
        self.isProvisional = isProvisional
        self.calendarVersion = calendarVersion
        self.packVersion = packVersion
    }
}

extension DeadlineSet: SelfEncodingEvent {
    public func write(to json: inout JSONObject) {
        json.member("case", `case`.rawValue)
        json.member("deadline", deadline.rawValue)
        json.member("clock", clock.rawValue)
        json.member("rule", rule.rawValue)
        json.member("broadcast", broadcast?.rawValue)
        json.member("workOrder", workOrder?.rawValue)
        json.member("unit", unit?.rawValue)
        json.member("owes", owes)
        json.member("startedAt", startedAt.rfc3339)
        json.member("due", due.rfc3339)
        json.member("isProvisional", isProvisional)
        json.member("calendarVersion", calendarVersion)
        json.member("packVersion", packVersion)
    }
}
