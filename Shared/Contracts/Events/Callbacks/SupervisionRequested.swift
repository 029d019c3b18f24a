/// The result does not stand and another round is not allowed: supervision is asked for (rules DM-37, X14).
public struct SupervisionRequested: CaseEvent {
    public static let type = "hotline.SupervisionRequested"
    public static let topic = Topic.callbacks

    public let `case`: CaseID
    public let callback: CallbackID
    /// The work order at issue, where there is one.
    public let workOrder: WorkOrderID
    public let unit: UnitID
    /// 1 for the first handling, then one more for each rework.
    public let round: Int
    /// A code: `notSolved`, `reworkExhausted`.
    public let reason: String

    public init(
        `case`: CaseID, callback: CallbackID, workOrder: WorkOrderID, unit: UnitID, round: Int, reason: String
    ) {
        self.case = `case`
        self.callback = callback
        self.workOrder = workOrder
        self.unit = unit
        self.round = round
        self.reason = reason
    }
}
