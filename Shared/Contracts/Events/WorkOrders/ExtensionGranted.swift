/// More time was approved; the original due time stays visible (延期).
public struct ExtensionGranted: CaseEvent {
    public static let type = "hotline.ExtensionGranted"
    public static let topic = Topic.workOrders

    public let `case`: CaseID
    public let workOrder: WorkOrderID
    public let unit: UnitID
    /// The clock that was to run longer, by its name in the rule pack.
    public let clock: ClockName
    /// The new due instant.
    public let due: Instant
    /// The due instant first set, of a limit that a notice had named. Of every other clock the deadline keeps it: see
    /// `DeadlineMoved`.
    public let originalDue: Instant?
    /// Role of the person who approved.
    public let approver: String
    /// Why, in free text, sealed.
    public let reason: SealedText?
    /// The account that approved; absent in what is older.
    public let decidedBy: String?

    public init(
        `case`: CaseID, workOrder: WorkOrderID, unit: UnitID, clock: ClockName, due: Instant,
        originalDue: Instant? = nil,
        approver: String, reason: SealedText? = nil, decidedBy: String? = nil
    ) {
        self.case = `case`
        self.workOrder = workOrder
        self.unit = unit
        self.clock = clock
        self.due = due
        self.originalDue = originalDue
        self.approver = approver
        self.reason = reason
        self.decidedBy = decidedBy
    }
}
