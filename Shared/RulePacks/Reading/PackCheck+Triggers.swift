import Contracts
import YAML

/// What starts a clock, and what ends, holds and moves it.
extension PackCheck {
    func checkTriggers(of clock: Clock, at place: Field) {
        for kind in clock.starts.triggers.map(\.on) where !kind.carries(clock.per) {
            place.problem("can never start: \(kind.rawValue) \(unsaid(clock.per))")
        }
        for (key, triggers) in clock.triggersOfRuns {
            for kind in triggers.map(\.on) where !kind.reaches(clock.per) {
                place.problem("\(key): \(kind.rawValue) \(unsaid(clock.per))")
            }
        }
        // A request is judged by when it is made: it starts and stops such a clock, and is in time or late.
        let isCountedBackwards = clock.within.allSatisfy { if case .before = $0 { true } else { false } }
        if clock.isMetAtOnce && !isCountedBackwards {
            place.problem("is met as soon as it starts: stops asks for no more than starts")
        }
        if clock.recurs { checkRecurrence(of: clock, at: place) }
        // A limit or an event that could not be read is missing here, and reported.
        if clock.isHardStop, !clock.within.isEmpty, !clock.stops.triggers.isEmpty, !clock.isOfDutyBeforeShow {
            place.problem("hardStop: goes with a duty that a unit owes before a show, counted back from opensAt")
        }
    }

    private func checkRecurrence(of clock: Clock, at place: Field) {
        for trigger in clock.starts.triggers where trigger.moment != .factTime {
            place.problem(
                "recurs: such a clock starts when \(trigger.on.rawValue) happens, not at \(trigger.moment.rawValue)")
        }
        let single = clock.starts.triggers.filter { $0.on.happensOnce(for: clock.per) }
        guard let first = single.first, clock.starts.need == .all || single.count == clock.starts.triggers.count else {
            return
        }
        place.problem("recurs: \(first.on.rawValue) happens once for each \(clock.per.rawValue)")
    }

    private func unsaid(_ scope: Clock.Scope) -> String { "does not say which \(scope.rawValue) it is about" }
}

extension Clock {
    /// Intake finds the stop by the duty and by when the show opens.
    fileprivate var isOfDutyBeforeShow: Bool {
        let isCountedBack = within.allSatisfy { limit in
            if case .before(let lead) = limit { lead.anchor == .opensAt } else { false }
        }
        return owes == .unit && isCountedBack && stops.triggers.allSatisfy { !$0.duties.isEmpty }
    }

    /// What may reach a run that has started, by the keys of the pack.
    fileprivate var triggersOfRuns: [(key: String, triggers: [Trigger])] {
        [
            ("stops", stops.triggers), ("cancels", cancels.map(\.trigger)), ("pauses", pauses), ("resumes", resumes),
            ("moves", moves.map(\.trigger)),
        ]
    }

    /// Whether the very facts that start a run end it.
    fileprivate var isMetAtOnce: Bool {
        // What could not be read is missing here, and reported.
        guard !starts.triggers.isEmpty, !stops.triggers.isEmpty else { return false }
        return switch starts.need {
        case .any: starts.triggers.allSatisfy { stops.hasCome(with: [$0]) }
        case .all: stops.hasCome(with: starts.triggers)
        }
    }
}

extension Occasion {
    /// Whether facts of these triggers alone are enough for it.
    fileprivate func hasCome(with facts: [Trigger]) -> Bool {
        let isThere = { (trigger: Trigger) in facts.contains { trigger.asksNoMore(than: $0) } }
        return need == .all ? triggers.allSatisfy(isThere) : triggers.contains(where: isThere)
    }
}

extension Trigger {
    /// Whether every fact of `other` is one of this, at the same instant.
    fileprivate func asksNoMore(than other: Trigger) -> Bool {
        on == other.on && moment == other.moment && conditions.allSatisfy(other.conditions.contains)
    }
}
