import Contracts
import YAML

/// Clocks that can never start or never be met, however a case goes.
///
/// Attributes of the case are read as they are known now, wherever they are asked, so what the clock's `applies`, its start and
/// its stop ask of them must agree. Judged are the sections of the pack, these conditions, and the order of a case's life
/// (`FactKind.canFollow`); not what only a ladder or a person brings about, nor two clocks together.
extension PackCheck {
    func checkLife(of clock: Clock, at place: Field) {
        // What could not be read is missing in the clock, and reported.
        guard !root.report.problems.contains(where: { $0.path.hasPrefix("\(place.path).") }) else { return }
        checkStarts(clock.starts.triggers, at: place)
        checkKnowledge(of: clock, at: place)
        let begins = clock.begins.filter { $0.triggers.allSatisfy { pack.absence(of: $0) == nil } }
        let living = begins.filter { $0.contradiction(under: clock) == nil }
        if !living.isEmpty {
            checkEnd(of: clock, after: living, at: place)
        } else if let contradiction = begins.first?.contradiction(under: clock) {
            place.problem("can never start: no \(contradiction.rawValue) fulfils both applies and starts")
        }
    }

    /// Of a clock or a ladder.
    func checkStarts(_ starts: [Trigger], at place: Field) {
        for trigger in starts {
            guard let absence = pack.absence(of: trigger) else { continue }
            place.problem("starts: \(trigger.on.rawValue) never happens, for \(absence)")
        }
    }

    /// What is not known fulfils no condition but a negative one.
    private func checkKnowledge(of clock: Clock, at place: Field) {
        for condition in clock.applies where !condition.isNegated && !condition.attribute.isKnown(in: clock.per) {
            place.problem(
                "can never start: applies.\(condition.attribute.rawValue) is not known of a \(clock.per.rawValue)")
        }
    }

    private func checkEnd(of clock: Clock, after begins: [Begin], at place: Field) {
        let stops = clock.stops.triggers
        let reasons = stops.map { hindrance(of: $0, after: begins, under: clock) }
        let isHindered = clock.stops.need == .all ? reasons.contains { $0 != nil } : !reasons.contains(nil)
        if isHindered {
            for case let reason? in reasons { place.problem("can never end: \(reason)") }
            return
        }
        // Where all must have come the last counts, and that alone need come after the start.
        let isEnded = zip(stops, reasons).contains { stop, reason in
            reason == nil && begins.contains { $0.isEnded(by: stop, under: clock) }
        }
        guard !isEnded, let stop = stops.first, let start = begins.first?.triggers.first else { return }
        place.problem("can never end: \(stop.on.rawValue) does not come after \(start.on.rawValue)")
    }

    /// Why such a fact ends no run, whichever start that has; nil where it may.
    private func hindrance(of stop: Trigger, after begins: [Begin], under clock: Clock) -> String? {
        if let absence = pack.absence(of: stop) { return "\(stop.on.rawValue) never happens, for \(absence)" }
        let contradictions = begins.map { $0.contradiction(under: clock, with: stop) }
        guard !contradictions.contains(nil), let contradiction = contradictions.first.flatMap({ $0 }) else {
            return nil
        }
        return "no \(contradiction.rawValue) fulfils applies, starts and \(stop.on.rawValue)"
    }
}

/// One way in which a clock may start.
private struct Begin {
    /// One, or all that must have come.
    let triggers: [Trigger]

    /// An attribute that hinders a run that starts so, and that ends by `stop`.
    func contradiction(under clock: Clock, with stop: Trigger? = nil) -> FactAttribute? {
        let known = clock.applies + triggers.flatMap(\.conditions).filter(\.attribute.isOfCase)
        guard let stop else { return triggers.lazy.compactMap { (known + $0.conditions).contradiction }.first }
        // What happens once is, as a stop, the start itself.
        let same = triggers.filter { $0.on == stop.on && stop.on.happensOnce(for: clock.per) }
        return (known + same.flatMap(\.conditions) + stop.conditions).contradiction
    }

    /// Whether `stop` may come with such a start or after it.
    func isEnded(by stop: Trigger, under clock: Clock) -> Bool {
        contradiction(under: clock, with: stop) == nil
            && triggers.allSatisfy { $0.on == stop.on || stop.on.canFollow($0.on, of: clock.per) }
    }
}

extension Clock {
    fileprivate var begins: [Begin] {
        starts.need == .all ? [Begin(triggers: starts.triggers)] : starts.triggers.map { Begin(triggers: [$0]) }
    }
}
