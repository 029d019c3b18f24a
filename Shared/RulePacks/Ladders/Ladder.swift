import Contracts

/// What happens above a missed deadline, or above a result that does not stand. Each rung is taken exactly once
/// for each deadline, or for each thing (`per`) that a fact is about.
public struct Ladder: Sendable {
    public var name: String
    public var title: Title
    /// Facts that set it off directly; empty for one that only a miss climbs.
    public var starts: [Trigger]
    /// What one climb belongs to when a fact sets it off.
    public var per: Clock.Scope
    public var rungs: [Rung]
}

/// One act of a ladder. The program proposes and files; a person decides (rule X32).
public struct Rung: Sendable {
    public enum Act: String, CaseIterable, Sendable {
        case overdueFiled = "OverdueFiled"
        case supervisionProposed = "SupervisionProposed"
        case accountabilityProposed = "AccountabilityProposed"
        case referralProposed = "ReferralProposed"
    }

    public var emit: Act
    public var rule: RuleID
    /// A code such as `overdue`; nil takes the reason that the fact gives. A filing names none.
    public var ground: String?
    /// Who draws up what is proposed to the supervisor (rule X22); of no other act does anything depend on it.
    public var drafter: Role
}
