/// The unit reported handling and the citizen's feedback to the supervisor (rule DM-29).
public struct SupervisionReported: CaseEvent {
    public static let type = "hotline.SupervisionReported"
    public static let topic = Topic.escalations

    public let `case`: CaseID
    public let supervision: SupervisionID
    /// The work order at issue, where there is one.
    public let workOrder: WorkOrderID?
    public let unit: UnitID
    /// The account that reported; absent in what is older.
    public let reportedBy: String?
    /// What was done about the matter, in free text, sealed; absent in what is older.
    public let report: SealedText?
    /// What the citizen said, or that nobody was reached, sealed; absent in what is older.
    public let feedback: SealedText?

    public init(
        `case`: CaseID, supervision: SupervisionID, workOrder: WorkOrderID? = nil, unit: UnitID,
        reportedBy: String? = nil, report: SealedText? = nil, feedback: SealedText? = nil
    ) {
        self.case = `case`
        self.supervision = supervision
        self.workOrder = workOrder
        self.unit = unit
        self.reportedBy = reportedBy
        self.report = report
        self.feedback = feedback
    }
}
