import Contracts
import RulePacks
import WorkingCalendar

/// What the calendar says of a basis.
struct Reckoning {
    var due: Instant
    /// Without pauses and without facts that moved it.
    var originalDue: Instant
    var isProvisional: Bool
    /// True while it stands still and nobody can say when it ends.
    var isPaused: Bool
    /// Whether a fact that moved it decides, such as a granted extension, later by what pauses have taken since.
    var isMoved = false
}

extension ClockEngine {
    func reckon(_ place: Int, _ basis: Basis) throws -> Reckoning {
        let pauses = basis.pauses.map { Pause(from: $0.from, to: $0.to) }
        let plain = try least(place, basis, pauses: [])
        guard let plain else { throw NoLimit(clock: clocks[place].clock.name) }
        var reckoning = Reckoning(
            due: plain.at, originalDue: plain.at, isProvisional: plain.isProvisional, isPaused: false)
        if !pauses.isEmpty {
            let paused = try least(place, basis, pauses: pauses)
            // While it stands still, the last due instant known is shown: that of the pauses that are over.
            let shown = try paused ?? least(place, basis, pauses: pauses.filter { $0.to != nil }) ?? plain
            reckoning.due = shown.at
            reckoning.isProvisional = shown.isProvisional
            reckoning.isPaused = paused == nil
        }
        // Only what was granted in time extends; afterwards the miss stands.
        for move in basis.moves where move.at <= reckoning.due {
            let granted = try afterPauses(move, pauses, of: clocks[place])
            reckoning.isPaused = reckoning.isPaused || granted.isPaused
            let due = DueMove(at: move.at, due: granted.due, isExtension: move.isExtension)
                .due(instead: reckoning.due)
            reckoning.isMoved = reckoning.isMoved || due == granted.due
            reckoning.due = due
        }
        if let cap = basis.cap, cap < reckoning.due {
            reckoning.due = cap
            reckoning.isMoved = false
        }
        if let cap = basis.plainCap { reckoning.originalDue = min(reckoning.originalDue, cap) }
        return reckoning
    }

    /// The day that was granted, later by the working days that pauses have taken since; a pause that began before it and has not
    /// ended holds it up, as it holds up the limit itself.
    private func afterPauses(
        _ move: DueMove, _ pauses: [Pause], of compiled: CompiledClock
    ) throws -> (due: Instant, isPaused: Bool) {
        let later = pauses.filter { ($0.to ?? .latest) > move.at }
            .map { Pause(from: max($0.from, move.at), to: $0.to) }
        guard move.isExtension, !later.isEmpty else { return (move.due, false) }
        let days = try calendar.workingDays(from: move.at, to: move.due)
        guard days > 0 else { return (move.due, false) }
        let period = try Period(days, .workingDays).with { $0.pauseRule = compiled.pauseRule }
        let end = try calendar.due(after: move.at, period: period, pauses: later)
        // While it stands still, the last day known is shown: that of the pauses that are over.
        let shown = try end ?? calendar.due(after: move.at, period: period, pauses: later.filter { $0.to != nil })
        return (max(move.due, shown?.at ?? move.due), end == nil)
    }

    /// When the run is warned; nil for none, and for one that would come before its start.
    func warning(_ place: Int, startedAt: Instant, due: Instant) throws -> Instant? {
        guard let warning = clocks[place].clock.warning else { return nil }
        let at: Instant
        switch warning {
        case .percent(let percent):
            let whole = due.milliseconds - startedAt.milliseconds
            at = Instant(milliseconds: startedAt.milliseconds + whole / 100 * Int64(percent))
        case .minutesBefore(let minutes):
            at = due.advanced(bySeconds: -60 * Int64(minutes))
        case .workingDaysBefore(let days):
            at = try calendar.due(before: due, period: Period(days, .workingDays)).at
        }
        return at > startedAt && at < due ? at : nil
    }

    /// The earliest end of the limits that apply; nil while the clock stands still for good.
    func least(_ place: Int, _ basis: Basis, pauses: [Pause]) throws -> Due? {
        var least: Due?
        for (index, length) in clocks[place].lengths.enumerated() where basis.limits >> UInt64(index & 63) & 1 == 1 {
            let due: Due?
            switch length {
            case .period(let period):
                due = try calendar.due(after: basis.startedAt, period: period, pauses: pauses)
            case .named:
                due = basis.named.map { named(at: $0) }
            case .before(let lead):
                due = try basis.anchor.flatMap { try lead.due(before: $0, knownAt: basis.knownAt, by: calendar) }
            case .clock(let other):
                due = try self.least(other, Basis(startedAt: basis.startedAt, limits: .max), pauses: pauses)
            }
            if let due, least.map({ due.at < $0.at }) ?? true { least = due }
        }
        return least
    }

    private func named(at instant: Instant) -> Due {
        Due(at: instant, day: calendar.zone.day(of: instant), isProvisional: false, calendarVersion: calendar.version)
    }
}

extension CompiledClock {
    /// What a pause takes from its limit in working days; the first such limit's, where there are more.
    fileprivate var pauseRule: Period.PauseRule {
        for case .period(let period) in lengths where period.unit == .workingDays { return period.pauseRule }
        return .cutoff
    }
}

/// A clock started without any limit that could be reckoned, such as a promise without a date.
public struct NoLimit: Error, Hashable, Sendable, CustomStringConvertible {
    public let clock: ClockName

    public var description: String { "clock \"\(clock)\" has no limit that can be reckoned" }
}
