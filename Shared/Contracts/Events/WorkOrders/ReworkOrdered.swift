/// The matter goes back to the unit in a new linked round (二次留单).
public struct ReworkOrdered: CaseEvent {
    public static let type = "hotline.ReworkOrdered"
    public static let topic = Topic.workOrders

    public let `case`: CaseID
    public let workOrder: WorkOrderID
    public let unit: UnitID
    public let previous: WorkOrderID
    public let round: Int
    /// A code: `notSolved`, `partlySolved`, `irregular`.
    public let reason: String

    public init(
        `case`: CaseID, workOrder: WorkOrderID, unit: UnitID, previous: WorkOrderID, round: Int, reason: String
    ) {
        self.case = `case`
        self.workOrder = workOrder
        self.unit = unit
        self.previous = previous
        self.round = round
        self.reason = reason
    }
}
