import Contracts
import RulePacks
import WorkingCalendar

/// How long a citizen has waited, from the first word to the close, and who had the matter meanwhile. A hand-over or another
/// round begins a new leg and never a new age (rules X17, CZ-59).
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
    /// When it was closed; nil while it is open.
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

/// The way of a case through the hands of those who led it, as its facts tell it.
private struct CaseCourse {
    typealias Leg = (kind: CaseAge.Leg.Kind, unit: UnitID?, from: Instant, to: Instant?)

    private(set) var legs: [Leg] = []
    private(set) var until: Instant?

    static func beginning(of facts: [Fact]) -> Instant? {
        if let registered = facts.first(where: { $0.kind == .appealRegistered }) { return registered.at }
        return facts.lazy.compactMap { $0.instant(.registeredAt) }.first
    }

    init(_ facts: [Fact], since: Instant) {
        let orders = facts.filter { $0.kind == .workOrderDispatched && $0.attributes[.isLead] == .flag(true) }
        legs = [(.dispatch, nil, since, orders.first?.at)]
        for (index, order) in orders.enumerated() {
            let next = index + 1 < orders.count ? orders[index + 1].at : nil
            let end = Self.end(of: order, before: next, in: facts)
            legs.append((.handling, order.unit, order.at, end?.at))
            if let next, let end { legs.append((end.isLeft ? .handOver : .review, nil, end.at, next)) }
            if next == nil, let end, !end.isLeft { until = end.at }
            if next == nil, let end, end.isLeft { legs.append((.handOver, nil, end.at, nil)) }
        }
    }

    /// - Returns: when the unit was rid of it, and whether it left the matter to another.
    private static func end(of order: Fact, before next: Instant?, in facts: [Fact]) -> (at: Instant, isLeft: Bool)? {
        let said = facts.filter { $0.workOrder == order.workOrder }
        let left = said.first {
            $0.kind == .workOrderTransferred || $0.kind == .objectionDecided && $0.attributes[.isUpheld] == .flag(true)
        }
        if let left { return (left.at, true) }
        if let closed = said.first(where: { $0.kind == .workOrderClosed }) { return (closed.at, false) }
        guard let next else { return nil }
        return (said.last { $0.kind == .workOrderAnswered }?.at ?? next, false)
    }
}
