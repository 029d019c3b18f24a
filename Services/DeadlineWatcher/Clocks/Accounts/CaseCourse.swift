import Contracts
import RulePacks

/// The way of a case through the hands of those who led it, as its facts tell it.
struct CaseCourse {
    typealias Leg = (kind: CaseAge.Leg.Kind, unit: UnitID?, from: Instant, to: Instant?)

    /// One after the other, without a gap.
    private(set) var legs: [Leg] = []
    private(set) var until: Instant?

    static func beginning(of facts: [Fact]) -> Instant? {
        if let registered = facts.first(where: { $0.kind == .appealRegistered }) { return registered.at }
        return facts.lazy.compactMap { $0.instant(.registeredAt) }.first
    }

    init(_ facts: [Fact], since: Instant) {
        let link = facts.firstIndex { $0.kind == .appealLinked }
        let told = facts[..<(link ?? facts.endIndex)]
        let leads = told.filter(\.isLead).map { Lead($0, in: told) }
        legs = [(.dispatch, nil, since, leads.first?.from)]
        for (lead, next) in zip(leads, leads.dropFirst()) { add(lead, before: next.from) }
        if let last = leads.last { end(last, of: leads) }
        if let link { end(at: facts[link].at) }
    }

    /// What was said of a work order after the next one had gone out, papers and close, is no leg of its own (rule CZ-57).
    private mutating func add(_ lead: Lead, before next: Instant) {
        let end = lead.end.flatMap { $0.at <= next ? $0 : nil }
        let at = end?.at ?? lead.answers.last { $0 <= next } ?? next
        legs.append((.handling, lead.unit, lead.from, at))
        if end?.isLeft == true {
            legs.append((.handOver, nil, at, next))
        } else if at < next {
            legs.append((.review, nil, at, next))
        }
    }

    /// It ends with whichever is open longest, the papers of an earlier round too, and not while somebody is still to be named.
    private mutating func end(_ last: Lead, of leads: [Lead]) {
        legs.append((.handling, last.unit, last.from, last.end?.at))
        guard var at = last.end?.at else { return }
        if let longest = leads.max(by: { $0.isEnded(before: $1) }), last.isEnded(before: longest) {
            legs.append((.handling, longest.unit, at, longest.end?.at))
            guard let end = longest.end else { return }
            at = end.at
        }
        let isHandedBack = leads.contains { lead in
            guard let end = lead.end, end.isLeft else { return false }
            return !leads.contains { $0.isPassedOn && $0.from >= end.at }
        }
        if isHandedBack { legs.append((.handOver, nil, at, nil)) } else { until = at }
    }

    private mutating func end(at link: Instant) {
        guard until == nil else { return }
        until = link
        legs[legs.count - 1].to = link
    }
}

/// A work order that leads, and how its unit was rid of it.
private struct Lead {
    let unit: UnitID?
    let from: Instant
    /// Another unit had the matter before.
    let isPassedOn: Bool
    let answers: [Instant]
    /// Its close, or when the unit left the matter to another.
    let end: (at: Instant, isLeft: Bool)?

    init(_ order: Fact, in facts: ArraySlice<Fact>) {
        (unit, from) = (order.unit, order.at)
        isPassedOn = order.attributes[.basis] == .text(DispatchBasis.transfer.rawValue)
        let said = facts.filter { $0.workOrder == order.workOrder }
        answers = said.filter { $0.kind == .workOrderAnswered }.map(\.at)
        end = said.first { $0.isLeft || $0.kind == .workOrderClosed }.map { ($0.at, $0.isLeft) }
    }

    func isEnded(before other: Lead) -> Bool {
        guard let end, let last = other.end else { return end != nil }
        return end.at < last.at
    }
}

extension Fact {
    fileprivate var isLead: Bool { kind == .workOrderDispatched && attributes[.isLead] == .flag(true) }

    fileprivate var isLeft: Bool {
        kind == .workOrderTransferred || kind == .objectionDecided && attributes[.isUpheld] == .flag(true)
    }
}
