import Contracts
import RulePacks
import WorkingCalendar

/// How long a citizen has waited, from the first word to the close, and who had the matter meanwhile. A hand-over or another
/// round begins a new leg and never a new age (rules X17, CZ-59). What repeats another case ages with that from its link on.
struct CaseAge: Hashable, Encodable, Sendable {
    struct Leg: Hashable, Encodable, Sendable {
        enum Kind: String, Encodable, Sendable {
            /// Until a unit is given it.
            case dispatch
            case handling
            /// From one unit's hands into the next one's.
            case handOver
            /// Answered, and not left at that: until the next round.
            case review
        }

        let kind: Kind
        /// Who handled it; nil for the other legs.
        let unit: UnitID?
        let from: Instant
        /// Nil while it goes on.
        let to: Instant?
        /// Working days after the day of `from`, up to and with the day of `to`, or of now.
        let workingDays: Int
    }

    /// When the citizen raised it.
    let since: Instant
    /// When it was closed, or linked to the case that it repeats and closes with; nil while it is open.
    let until: Instant?
    let workingDays: Int
    /// One after the other, without a gap.
    var legs: [Leg]

    /// - Parameter unit: whose legs alone are told, of those that are a unit's; nil for all.
    func seen(by unit: UnitID?) -> CaseAge {
        guard let unit else { return self }
        var seen = self
        seen.legs.removeAll { $0.unit != nil && $0.unit != unit }
        return seen
    }
}

extension ClockEngine {
    /// - Parameter now: what an open matter is aged to.
    /// - Returns: nil where the case's beginning is not known, and for the preparation of a show.
    func age(of state: CaseState, at now: Instant) throws -> CaseAge? {
        guard !state.isPreparation, let since = CaseCourse.beginning(of: state.facts) else { return nil }
        let course = CaseCourse(state.facts, since: since)
        func days(_ from: Instant, _ to: Instant?) throws -> Int {
            try calendar.workingDays(from: from, to: to ?? max(now, from))
        }
        let legs = try course.legs.map { leg in
            CaseAge.Leg(
                kind: leg.kind, unit: leg.unit, from: leg.from, to: leg.to, workingDays: try days(leg.from, leg.to))
        }
        return CaseAge(
            since: since, until: course.until, workingDays: try days(since, course.until), legs: legs)
    }
}
