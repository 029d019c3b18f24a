/// A named person has decided about the referral of a clue (rule X32).
public struct ReferralDecided: CaseEvent {
    public static let type = "hotline.ReferralDecided"
    public static let topic = Topic.escalations

    public let `case`: CaseID
    /// One clue for discipline and supervision. UUID text, lower case.
    public let referral: ReferralID
    /// Whether it goes on to whoever is competent; nothing is sanctioned by the product (rule X32).
    public let isUpheld: Bool
    /// The account of the person who decided.
    public let decidedBy: String
    /// Why, in free text, sealed; absent in what is older.
    public let reason: SealedText?

    public init(`case`: CaseID, referral: ReferralID, isUpheld: Bool, decidedBy: String, reason: SealedText? = nil) {
        self.case = `case`
        self.referral = referral
        self.isUpheld = isUpheld
        self.decidedBy = decidedBy
        self.reason = reason
    }
}
