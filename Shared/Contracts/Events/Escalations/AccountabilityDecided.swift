/// A named person has decided about a proposal of accountability (rule X32).
public struct AccountabilityDecided: CaseEvent {
    public static let type = "hotline.AccountabilityDecided"
    public static let topic = Topic.escalations

    public let `case`: CaseID
    /// One proposal to hold somebody to account. UUID text, lower case.
    public let accountability: AccountabilityID
    /// Whether it goes on to whoever is competent; nothing is sanctioned by the product (rule X32).
    public let isUpheld: Bool
    /// The account of the person who decided.
    public let decidedBy: String
    /// Why, in free text, sealed; absent in what is older.
    public let reason: SealedText?

    public init(
        `case`: CaseID, accountability: AccountabilityID, isUpheld: Bool, decidedBy: String, reason: SealedText? = nil
    ) {
        self.case = `case`
        self.accountability = accountability
        self.isUpheld = isUpheld
        self.decidedBy = decidedBy
        self.reason = reason
    }
}
