import Contracts

/// What a person may propose to those who decide (rules CZ-21, DM-40 to DM-46), beside what ladders propose by themselves.
public struct Situation: Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        /// To hold somebody to account.
        case accountability
        /// A clue for discipline.
        case referral
    }

    public var rule: RuleID
    public var kind: Kind
    public var title: Title
}
