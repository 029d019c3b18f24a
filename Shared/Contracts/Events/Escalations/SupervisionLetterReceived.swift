/// The unit received the letter; its clocks start here (rules DM-28, DM-29, X22).
public struct SupervisionLetterReceived: CaseEvent {
    public static let type = "hotline.SupervisionLetterReceived"
    public static let topic = Topic.escalations

    public let `case`: CaseID
    public let supervision: SupervisionID
    /// The work order at issue, where there is one.
    public let workOrder: WorkOrderID?
    public let unit: UnitID
    /// The account that confirmed the receipt; absent in what is older.
    public let receivedBy: String?

    public init(
        `case`: CaseID, supervision: SupervisionID, workOrder: WorkOrderID? = nil, unit: UnitID,
        receivedBy: String? = nil
    ) {
        self.case = `case`
        self.supervision = supervision
        self.workOrder = workOrder
        self.unit = unit
        self.receivedBy = receivedBy
    }
}
