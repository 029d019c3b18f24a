/// The unit took the work order on (签收).
public struct WorkOrderSigned: CaseEvent {
    public static let type = "hotline.WorkOrderSigned"
    public static let topic = Topic.workOrders

    public let `case`: CaseID
    public let workOrder: WorkOrderID
    public let unit: UnitID

    public init(`case`: CaseID, workOrder: WorkOrderID, unit: UnitID) {
        self.case = `case`
        self.workOrder = workOrder
        self.unit = unit
    }
}
