/// The citizen cannot be asked and leaves the denominator (rule X13).
public struct CallbackWaived: CaseEvent {
    public static let type = "hotline.CallbackWaived"
    public static let topic = Topic.callbacks

    public let `case`: CaseID
    public let callback: CallbackID
    public let workOrder: WorkOrderID
    public let unit: UnitID
    /// 1 for the first handling, then one more for each rework.
    public let round: Int
    /// A code: `anonymous`, `noContact`.
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
