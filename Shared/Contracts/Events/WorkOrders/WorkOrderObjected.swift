/// The unit returned the work order once, citing a duty that is another's (异议退单).
public struct WorkOrderObjected: CaseEvent {
    public static let type = "hotline.WorkOrderObjected"
    public static let topic = Topic.workOrders

    public let `case`: CaseID
    public let workOrder: WorkOrderID
    public let unit: UnitID
    /// The written duty cited.
    public let duty: String

    public init(`case`: CaseID, workOrder: WorkOrderID, unit: UnitID, duty: String) {
        self.case = `case`
        self.workOrder = workOrder
        self.unit = unit
        self.duty = duty
    }
}
