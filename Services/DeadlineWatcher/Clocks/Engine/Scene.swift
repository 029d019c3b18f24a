import Contracts
import RulePacks

/// The facts of a case as one run of a clock sees them.
struct Scene {
    /// In the order in which they happened: of a clock that recurs, those of this run alone.
    let facts: [Fact]
    /// All that are known of the case.
    let history: [Fact]
    let view: CaseView
    let scope: Clock.Scope
    let subject: String

    init(facts: [Fact], history: [Fact]? = nil, view: CaseView, scope: Clock.Scope, subject: String) {
        self.facts = facts
        self.history = history ?? facts
        self.view = view
        self.scope = scope
        self.subject = subject
    }

    func matches(_ trigger: Trigger, _ fact: Fact) -> Bool {
        guard trigger.on == fact.kind else { return false }
        if scope != .case, let subject = fact.subject(scope), subject != self.subject { return false }
        if fact.kind == .broadcastClosed || fact.kind == .broadcastOpened {
            guard fact.attributes[.broadcast] == view[.broadcast] else { return false }
        }
        return trigger.conditions.allSatisfy { condition in
            let attribute = condition.attribute
            if attribute == .isLead { return condition.holds(for: isLead(fact)) }
            return condition.holds(for: attribute.isOfCase ? view[attribute] : fact.attributes[attribute])
        }
    }

    /// Whose work order it is about, the lead's or an assistant's: what follows on the dispatch does not repeat it.
    private func isLead(_ fact: Fact) -> AttributeValue? {
        if let said = fact.attributes[.isLead] { return said }
        guard let order = fact.workOrder else { return nil }
        return history.first { $0.kind == .workOrderDispatched && $0.workOrder == order }?.attributes[.isLead]
    }

    /// The instant at which the occasion has come, and the fact that brought it; nil while it has not. Only the facts' own times
    /// count.
    func start(_ occasion: Occasion) -> (at: Instant, fact: Fact)? {
        var best: (at: Instant, fact: Fact)?
        for trigger in occasion.triggers {
            guard let found = earliest(trigger) else {
                if occasion.need == .all { return nil }
                continue
            }
            guard let known = best else {
                best = found
                continue
            }
            if occasion.need == .all ? found.at > known.at : found.at < known.at { best = found }
        }
        return best
    }

    func first(_ cancellations: [Cancellation]) -> (at: Instant, cause: String, fact: Fact)? {
        var best: (at: Instant, cause: String, fact: Fact)?
        for cancellation in cancellations {
            guard let found = earliest(cancellation.trigger) else { continue }
            if best.map({ found.at < $0.at }) ?? true { best = (found.at, cancellation.cause, found.fact) }
        }
        return best
    }

    /// The earliest instant that a matching fact names.
    func earliest(_ attribute: FactAttribute, of triggers: [Trigger]) -> Instant? {
        var best: Instant?
        for fact in facts where triggers.contains(where: { matches($0, fact) }) {
            let named: Instant?
            if attribute.isOfCase, case .instant(let known)? = view[attribute] {
                named = known
            } else {
                named = fact.instant(attribute)
            }
            if let named { best = best.map { min($0, named) } ?? named }
        }
        return best
    }

    /// - Parameter extensions: how many granted ones count: as many as the pack lets dispatch grant (rule X25).
    func moves(_ move: Move, of clock: ClockName, extensions: Int) -> [DueMove] {
        let isExtension = move.trigger.on == .extensionGranted
        let atMost = isExtension ? extensions : 1
        var moves: [DueMove] = []
        for fact in facts where matches(move.trigger, fact) && moves.count < atMost {
            if case .text(let name)? = fact.attributes[.clock], name != clock.rawValue { continue }
            if let due = fact.instant(.due) { moves.append(DueMove(at: fact.at, due: due, isExtension: isExtension)) }
        }
        return moves
    }

    /// - Parameter end: when the run ended; a pause that was open then ended with it.
    func pauses(_ clock: Clock, until end: Instant?) -> [(from: Instant, to: Instant?)] {
        var pauses: [(from: Instant, to: Instant?)] = []
        // What stood still when a run began stands still for it.
        for fact in history {
            if let end, fact.at > end { break }
            let isOpen = pauses.last.map { $0.to == nil } ?? false
            if isOpen, clock.resumes.contains(where: { matches($0, fact) }) {
                pauses[pauses.count - 1].to = fact.at
            } else if !isOpen, clock.pauses.contains(where: { matches($0, fact) }) {
                pauses.append((fact.at, nil))
            }
        }
        if let end, let last = pauses.last, last.to == nil { pauses[pauses.count - 1].to = end }
        return pauses
    }

    private func earliest(_ trigger: Trigger) -> (at: Instant, fact: Fact)? {
        var best: (at: Instant, fact: Fact)?
        for fact in facts where matches(trigger, fact) {
            // A fact that does not say which one it is about cannot begin anything for one of them.
            guard let moment = moment(trigger.moment, of: fact) else { continue }
            if best.map({ moment < $0.at }) ?? true { best = (moment, fact) }
        }
        return best
    }

    private func moment(_ moment: Moment, of fact: Fact) -> Instant? {
        switch moment {
        case .factTime: fact.at
        case .due: fact.instant(.due)
        case .broadcastClosed: view.broadcastClosedAt
        case .registeredAt:
            if case .instant(let registered)? = view[.registeredAt] { registered } else { fact.instant(.registeredAt) }
        }
    }
}
