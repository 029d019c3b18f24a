/// The unit replied to the citizen under supervision (rule DM-28).
public struct SupervisionAnswered: CaseEvent {
    public static let type = "hotline.SupervisionAnswered"
    public static let topic = Topic.escalations

    public let `case`: CaseID
    public let supervision: SupervisionID
    /// The work order at issue, where there is one.
    public let workOrder: WorkOrderID?
    public let unit: UnitID
    /// The account that answered; absent in what is older.
    public let answeredBy: String?
    /// What the citizen was told, in free text, sealed; absent in what is older.
    public let answer: SealedText?

    public init(
        `case`: CaseID, supervision: SupervisionID, workOrder: WorkOrderID? = nil, unit: UnitID,
        answeredBy: String? = nil, answer: SealedText? = nil
    ) {
        self.case = `case`
        self.supervision = supervision
        self.workOrder = workOrder
        self.unit = unit
        self.answeredBy = answeredBy
        self.answer = answer
    }
}
