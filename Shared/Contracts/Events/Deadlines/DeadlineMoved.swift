/// A deadline changed; the first due instant stays on record.
public struct DeadlineMoved: CaseEvent {
    public static let type = "hotline.DeadlineMoved"
    public static let topic = Topic.deadlines

    public let `case`: CaseID
    public let deadline: DeadlineID
    public let clock: ClockName
    public let rule: RuleID
    public let workOrder: WorkOrderID?
    public let unit: UnitID?
    public let due: Instant
    public let earlierDue: Instant
    public let originalDue: Instant
    public let isProvisional: Bool
    /// A code: `pause`, `resume`, `extension`, `calendar`, `pack`, `promise`, `law`, `notice`, `category`.
    public let cause: String
    public let calendarVersion: String

    public init(
        `case`: CaseID, deadline: DeadlineID, clock: ClockName, rule: RuleID, workOrder: WorkOrderID? = nil,
        unit: UnitID? = nil, due: Instant, earlierDue: Instant, originalDue: Instant, isProvisional: Bool,
        cause: String, calendarVersion: String
    ) {
        self.case = `case`
        self.deadline = deadline
        self.clock = clock
        self.rule = rule
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
