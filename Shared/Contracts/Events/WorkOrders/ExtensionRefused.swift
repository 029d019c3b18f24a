/// More time was refused.
public struct ExtensionRefused: CaseEvent {
    public static let type = "hotline.ExtensionRefused"
    public static let topic = Topic.workOrders

    public let `case`: CaseID
    public let workOrder: WorkOrderID
    public let unit: UnitID
    /// The clock that was to run longer, by its name in the rule pack.
    public let clock: ClockName
    /// Role of the person who refused.
    public let approver: String
    /// Why, in free text, sealed.
    public let reason: SealedText?
    /// The account that refused; absent in what is older.
    public let decidedBy: String?

    public init(
        `case`: CaseID, workOrder: WorkOrderID, unit: UnitID, clock: ClockName, approver: String,
        reason: SealedText? = nil, decidedBy: String? = nil
    ) {
        self.case = `case`
        self.workOrder = workOrder
        self.unit = unit
        self.clock = clock
        self.approver = approver
        self.reason = reason
        self.decidedBy = decidedBy
    }
}
