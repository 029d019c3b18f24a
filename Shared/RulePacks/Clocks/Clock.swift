import Contracts

/// One written time limit: what starts it, what ends it, how long it is, who owes it and what a miss sets off.
public struct Clock: Sendable {
    /// What one run of the clock belongs to: each work order of a case has its own hour to be signed in.
    public enum Scope: String, CaseIterable, Codable, Sendable {
        case `case`, workOrder, round, supervision, callback
        /// One unit's preparation of a show, and what it owes for it; such a clock never runs for a citizen's matter.
        case broadcast
    }

    public var name: ClockName
    public var rule: RuleID
    /// Where it is written, in the document's own numbering.
    public var clause: String
    public var title: Title
    public var per: Scope
    /// What must hold for the case, as far as is known of it. When it ceases to hold, the run is cancelled.
    public var applies: [Condition]
    /// Whether it runs again: when a run has ended, done or cancelled, the next start begins another. Else the first start counts,
    /// whatever comes later.
    public var recurs = false
    public var starts: Occasion
    public var stops: Occasion
    public var cancels: [Cancellation]
    public var pauses: [Trigger]
    public var resumes: [Trigger]
    /// Facts that set another due time, such as a granted extension.
    public var moves: [Move]
    /// The earliest of these counts.
    public var within: [Limit]
    /// The due time is never later than that of these clocks (rules CZ-41, X08).
    public var noLaterThan: [ClockName]
    public var owes: Role
    public var warning: Warning?
    /// Ladders that a miss climbs, in order.
    public var miss: [String]
    /// Whether letting it pass is a warning and no miss (rule X01).
    public var isReminder = false
    /// Whether the unit that owes it cannot do it by itself any more once it has passed; the operator still puts on record what
    /// happened, as late as it was (rule X01).
    public var isHardStop = false
    /// Whether the documents name no limit here, so that the period is the district's policy and no law (rule X31). For people.
    public var isPolicy = false
    /// Contradictions of the documents that this clock settles, by their numbers in the list of rules, such as `X07`.
    /// For people: no clock goes by it.
    public var settles: [String] = []
}
