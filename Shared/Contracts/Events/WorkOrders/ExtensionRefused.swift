/// More time was refused.
public struct ExtensionRefused: CaseEvent {
    public static let type = "hotline.ExtensionRefused"
    public static let topic = Topic.workOrders

    public let `case`: CaseID
    public let workOrder: WorkOrderID
    public let unit: UnitID
    public let clock: ClockName
    public let approver: String
    public let reason: SealedText?

    public init(
        `case`: CaseID, workOrder: WorkOrderID, unit: UnitID, clock: ClockName, approver: String,
        reason: SealedText? = nil
    ) {
        self.case = `case`
        self.workOrder = workOrder
        self.unit = unit
        self.clock = clock
        self.approver = approver
        self.reason = reason
    }
}
