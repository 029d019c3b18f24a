/// The supervisor issued a letter to the unit (督办函).
public struct SupervisionLetterIssued: CaseEvent {
    public static let type = "hotline.SupervisionLetterIssued"
    public static let topic = Topic.escalations

    public let `case`: CaseID
    public let supervision: SupervisionID
    public let rule: RuleID
    /// The work order at issue, where there is one.
    public let workOrder: WorkOrderID?
    public let unit: UnitID
    /// Role of who issued it, such as `supervisor`.
    public let issuer: String
    /// The account that issued it; absent in what is older.
    public let issuedBy: String?

    public init(
        `case`: CaseID, supervision: SupervisionID, rule: RuleID, workOrder: WorkOrderID? = nil, unit: UnitID,
        issuer: String, issuedBy: String? = nil
    ) {
        self.case = `case`
        self.supervision = supervision
        self.rule = rule
        self.workOrder = workOrder
        self.unit = unit
        self.issuer = issuer
        self.issuedBy = issuedBy
    }
}
