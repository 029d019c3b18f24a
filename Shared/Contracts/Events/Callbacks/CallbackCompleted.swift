/// The citizen was asked, or could not be reached after every attempt.
public struct CallbackCompleted: CaseEvent {
    public static let type = "hotline.CallbackCompleted"
    public static let topic = Topic.callbacks

    public let `case`: CaseID
    public let callback: CallbackID
    public let workOrder: WorkOrderID
    public let unit: UnitID
    /// 1 for the first handling, then one more for each rework.
    public let round: Int
    public let outcome: CallbackOutcome
    /// 1 very dissatisfied to 5 very satisfied.
    public let satisfaction: Int?
    /// How often the citizen was tried, the last time included.
    public let attempts: Int

    public init(
        `case`: CaseID, callback: CallbackID, workOrder: WorkOrderID, unit: UnitID, round: Int,
        outcome: CallbackOutcome, satisfaction: Int? = nil, attempts: Int
    ) {
        self.case = `case`
        self.callback = callback
        self.workOrder = workOrder
        self.unit = unit
        self.round = round
        self.outcome = outcome
        self.satisfaction = satisfaction
        self.attempts = attempts
    }
}
