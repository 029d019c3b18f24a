/// Handling waits for the citizen; pausable clocks stop counting.
public struct ClockPaused: CaseEvent {
    public static let type = "hotline.ClockPaused"
    public static let topic = Topic.workOrders

    public let `case`: CaseID
    public let workOrder: WorkOrderID
    public let unit: UnitID
    /// A code, such as `waitingForCitizen`.
    public let reason: String

    public init(`case`: CaseID, workOrder: WorkOrderID, unit: UnitID, reason: String) {
        self.case = `case`
        self.workOrder = workOrder
        self.unit = unit
        self.reason = reason
    }
}
