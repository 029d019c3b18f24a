/// The unit passed the matter on because it is not its own (转办).
public struct WorkOrderTransferred: CaseEvent {
    public static let type = "hotline.WorkOrderTransferred"
    public static let topic = Topic.workOrders

    public let `case`: CaseID
    public let workOrder: WorkOrderID
    /// The unit that passes it on.
    public let unit: UnitID
    /// The unit that handles it from now on; nil while the 12345 platform has yet to choose.
    public let to: UnitID?
    /// Why, in free text, sealed.
    public let reason: SealedText?

    public init(`case`: CaseID, workOrder: WorkOrderID, unit: UnitID, to: UnitID? = nil, reason: SealedText? = nil) {
        self.case = `case`
        self.workOrder = workOrder
        self.unit = unit
        self.to = to
        self.reason = reason
    }
}
