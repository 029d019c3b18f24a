import Contracts
import WorkingCalendar

extension ClockEngine {
    /// Why a run is due when it is: the days that counted and those that did not, as the facts and pauses stand.
    ///
    /// - Returns: nil where no calendar decides (a promise, a notice), or another calendar than the engine's did.
    public func explanation(of run: ClockRun, in state: CaseState) throws -> Explanation? {
        guard let place = place(of: run.clock), run.calendarVersion == calendar.version,
            let course = try course(of: run, in: state, CaseView(state.facts))
        else { return nil }
        let pauses = course.basis.pauses.map { Pause(from: $0.from, to: $0.to) }
        if let anchor = course.basis.anchor { return try explanation(before: anchor, of: run, at: place) }
        guard let period = try deciding(place, course.basis, pauses)?.period else { return nil }
        return try calendar.explanation(after: course.basis.startedAt, period: period, pauses: pauses)
    }

    /// - Returns: nil where the day is not the one that the period leads to (rules X02, X03), or there is no period.
    private func explanation(before anchor: Instant, of run: ClockRun, at place: Int) throws -> Explanation? {
        for case .before(let lead) in clocks[place].lengths {
            guard let period = lead.period else { continue }
            let explanation = try calendar.explanation(before: anchor, period: period)
            if explanation.due.map({ calendar.zone.day(of: run.due) == $0.day }) ?? false { return explanation }
        }
        return nil
    }

    /// The least of the limits that apply; its period is nil where an instant is named.
    private func deciding(_ place: Int, _ basis: Basis, _ pauses: [Pause]) throws -> (at: Instant, period: Period?)? {
        var least: (at: Instant, period: Period?)?
        for (index, length) in clocks[place].lengths.enumerated() where basis.limits >> UInt64(index & 63) & 1 == 1 {
            let one: (at: Instant, period: Period?)?
            switch length {
            case .period(let period):
                one = (try calendar.due(after: basis.startedAt, period: period, pauses: pauses)?.at ?? .latest, period)
            case .named:
                one = basis.named.map { ($0, nil) }
            case .before: continue  // explained on its own
            case .clock(let other):
                one = try deciding(other, Basis(startedAt: basis.startedAt, limits: .max), pauses)
            }
            if let one, least.map({ one.at < $0.at }) ?? true { least = one }
        }
        return least
    }
}
