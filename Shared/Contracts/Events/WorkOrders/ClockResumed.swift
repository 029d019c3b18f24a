/// Handling goes on; pausable clocks count again.
public struct ClockResumed: CaseEvent {
    public static let type = "hotline.ClockResumed"
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
