/// A deadline changed; the first due instant stays on record.
public struct DeadlineMoved: CaseEvent {
    public static let type = "hotline.DeadlineMoved"
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
    /// The due instant from now on; what is done at it is in time.
    public let due: Instant
    /// The due instant until now.
    public let earlierDue: Instant
    /// The due instant first set; it stays on record.
    public let originalDue: Instant
    /// True while it reaches into a year whose calendar is not published.
    public let isProvisional: Bool
    /// A code: `pause`, `resume`, `extension`, `calendar`, `pack`, `promise`, `law`, `notice`, `category`.
    public let cause: String
    /// The calendar it was reckoned with.
    public let calendarVersion: String

    public init(
        `case`: CaseID, deadline: DeadlineID, clock: ClockName, rule: RuleID, broadcast: BroadcastID? = nil,
        workOrder: WorkOrderID? = nil,
        unit: UnitID? = nil, due: Instant, earlierDue: Instant, originalDue: Instant, isProvisional: Bool,
        cause: String, calendarVersion: String
    ) {
        self.case = `case`
        self.deadline = deadline
        self.clock = clock
        self.rule = rule
        self.broadcast = broadcast
        self.workOrder = workOrder
        self.unit = unit
        self.due = due
        self.earlierDue = earlierDue
        self.originalDue = originalDue
        self.isProvisional = isProvisional
        self.cause = cause
        self.calendarVersion = calendarVersion
    }
}

extension DeadlineMoved: SelfEncodingEvent {
    public func write(to json: inout JSONObject) {
        json.member("case", `case`.rawValue)
        json.member("deadline", deadline.rawValue)
        json.member("clock", clock.rawValue)
        json.member("rule", rule.rawValue)
        json.member("workOrder", workOrder?.rawValue)
        json.member("unit", unit?.rawValue)
        json.member("due", due.rfc3339)
        json.member("earlierDue", earlierDue.rfc3339)
        json.member("originalDue", originalDue.rfc3339)
        json.member("isProvisional", isProvisional)
        json.member("cause", cause)
        json.member("calendarVersion", calendarVersion)
    }
}
