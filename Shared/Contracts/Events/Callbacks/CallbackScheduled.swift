/// The citizen is to be asked about a result (rules CZ-47, CZ-58).
public struct CallbackScheduled: CaseEvent {
    public static let type = "hotline.CallbackScheduled"
    public static let topic = Topic.callbacks

    public let `case`: CaseID
    public let callback: CallbackID
    public let workOrder: WorkOrderID
    public let unit: UnitID
    /// 1 for the first handling, then one more for each rework.
    public let round: Int
    public let method: CallbackMethod

    public init(
        `case`: CaseID, callback: CallbackID, workOrder: WorkOrderID, unit: UnitID, round: Int, method: CallbackMethod
    ) {
        self.case = `case`
        self.callback = callback
        self.workOrder = workOrder
        self.unit = unit
        self.round = round
        self.method = method
    }
}
