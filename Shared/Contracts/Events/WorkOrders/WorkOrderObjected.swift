/// The unit returned the work order once, citing a duty that is another's (异议退单).
public struct WorkOrderObjected: CaseEvent {
    public static let type = "hotline.WorkOrderObjected"
    public static let topic = Topic.workOrders

    public let `case`: CaseID
    public let workOrder: WorkOrderID
    public let unit: UnitID
    /// The written duty cited, in the unit's words, sealed.
    public let duty: SealedText

    public init(`case`: CaseID, workOrder: WorkOrderID, unit: UnitID, duty: SealedText) {
        self.case = `case`
        self.workOrder = workOrder
        self.unit = unit
        self.duty = duty
    }
}
