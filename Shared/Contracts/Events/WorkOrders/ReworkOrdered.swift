/// The matter goes back to the unit in a new linked round (二次留单).
public struct ReworkOrdered: CaseEvent {
    public static let type = "hotline.ReworkOrdered"
    public static let topic = Topic.workOrders

    public let `case`: CaseID
    /// The work order of the new round.
    public let workOrder: WorkOrderID
    public let unit: UnitID
    /// The work order whose result did not stand.
    public let previous: WorkOrderID
    /// 1 for the first handling, then one more for each rework.
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
