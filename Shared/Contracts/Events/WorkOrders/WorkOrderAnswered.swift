/// The unit answered the citizen (答复).
public struct WorkOrderAnswered: CaseEvent {
    public static let type = "hotline.WorkOrderAnswered"
    public static let topic = Topic.workOrders

    public let `case`: CaseID
    public let workOrder: WorkOrderID
    public let unit: UnitID
    /// 1 for the first handling, then one more for each rework.
    public let round: Int
    /// False for an anonymous citizen, who reads it by claim code (rule X13).
    public let isToCitizen: Bool
    /// What was answered, sealed.
    public let answer: SealedText?
    /// The account that answered; absent in what is older.
    public let answeredBy: String?

    public init(
        `case`: CaseID, workOrder: WorkOrderID, unit: UnitID, round: Int, isToCitizen: Bool, answer: SealedText? = nil,
        answeredBy: String? = nil
    ) {
        self.case = `case`
        self.workOrder = workOrder
        self.unit = unit
        self.round = round
        self.isToCitizen = isToCitizen
        self.answer = answer
        self.answeredBy = answeredBy
    }
}
