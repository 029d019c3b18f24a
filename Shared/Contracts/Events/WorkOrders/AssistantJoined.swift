/// Another unit handles the matter jointly under the lead (联合办理). Said again, of the same work order, when another lead
/// follows; the last one leads.
public struct AssistantJoined: CaseEvent {
    public static let type = "hotline.AssistantJoined"
    public static let topic = Topic.workOrders

    public let `case`: CaseID
    /// The assistant's own work order.
    public let workOrder: WorkOrderID
    /// The assisting unit.
    public let unit: UnitID
    /// The lead's work order.
    public let lead: WorkOrderID

    public init(`case`: CaseID, workOrder: WorkOrderID, unit: UnitID, lead: WorkOrderID) {
        self.case = `case`
        self.workOrder = workOrder
        self.unit = unit
        self.lead = lead
    }
}
