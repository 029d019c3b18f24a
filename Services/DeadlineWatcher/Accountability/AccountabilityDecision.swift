import Contracts

/// What a named person has made of a proposal (rule X32).
struct AccountabilityDecision: Sendable {
    let isUpheld: Bool
    /// The person's account.
    let account: String
    /// Why, sealed; nil in what is older.
    let reason: SealedText?
    let at: Instant
}

extension Accountability {
    /// Tells the decision, in the words of its kind.
    func event(of decision: AccountabilityDecision) -> any CaseEvent {
        switch kind {
        case .accountability:
            AccountabilityDecided(
                case: `case`, accountability: accountability, isUpheld: decision.isUpheld, decidedBy: decision.account,
                reason: decision.reason)
        case .referral:
            ReferralDecided(
                case: `case`, referral: ReferralID(accountability.rawValue), isUpheld: decision.isUpheld,
                decidedBy: decision.account, reason: decision.reason)
        }
    }
}
