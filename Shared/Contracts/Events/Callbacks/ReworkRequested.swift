/// The result does not stand: the unit is to handle the matter again (rule CZ-59).
public struct ReworkRequested: CaseEvent {
    public static let type = "hotline.ReworkRequested"
    public static let topic = Topic.callbacks

    public let `case`: CaseID
    public let callback: CallbackID
    public let workOrder: WorkOrderID
    public let unit: UnitID
    /// The round that did not stand.
    public let round: Int
    /// A code: `notSolved`, `partlySolved`, `irregular`.
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
