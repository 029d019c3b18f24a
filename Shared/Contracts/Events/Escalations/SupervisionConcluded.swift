/// The supervisor closed the matter.
public struct SupervisionConcluded: CaseEvent {
    public static let type = "hotline.SupervisionConcluded"
    public static let topic = Topic.escalations

    public let `case`: CaseID
    public let supervision: SupervisionID
    public let unit: UnitID
    /// A code: `accepted`, `insufficient`.
    public let conclusion: String
    /// Role of the person who decided.
    public let by: String
    /// The account that concluded; absent in what is older.
    public let concludedBy: String?

    public init(
        `case`: CaseID, supervision: SupervisionID, unit: UnitID, conclusion: String, by: String,
        concludedBy: String? = nil
    ) {
        self.case = `case`
        self.supervision = supervision
        self.unit = unit
        self.conclusion = conclusion
        self.by = by
        self.concludedBy = concludedBy
    }
}
