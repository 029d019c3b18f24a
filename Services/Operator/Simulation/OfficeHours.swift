import Contracts
import WorkingCalendar

/// When people act: on the half hour, in working time; what has time waits until the next round of the desk, every two
/// hours, as paper does in an office.
struct OfficeHours: Sendable {
    let calendar: WorkingCalendar

    private static let halfHour: Int64 = 30 * 60 * 1000
    private static let round: Int64 = 2 * 3600 * 1000

    /// The first half hour of working time at or after an instant.
    func next(at instant: Instant) -> Instant { next(at: instant, every: Self.halfHour) }

    private func next(at instant: Instant, every grid: Int64) -> Instant {
        var at = Self.rounded(instant, grid)
        // An opening may lie between two marks; then the next one counts, which may be closed again.
        for _ in 0..<8 {
            guard let opening = try? calendar.nextOpening(after: at) else { return at }  // beyond all calendars
            let rounded = Self.rounded(opening, grid)
            if rounded == at { return at }
            at = rounded
        }
        return at
    }

    /// The first half hour of working time after an instant.
    func following(_ instant: Instant) -> Instant { next(at: Instant(milliseconds: instant.milliseconds + 1)) }

    /// So much working time later: on the half hour, and from two hours on with a round.
    func later(by hours: Double, than instant: Instant) -> Instant {
        later(by: hours, than: instant, every: hours < 2 ? Self.halfHour : Self.round)
    }

    private func later(by hours: Double, than instant: Instant, every grid: Int64) -> Instant {
        let minutes = max(1, Int(hours * 60))
        guard let period = try? Period(minutes, .workingMinutes),  // at least one, and far fewer than too many
            let due = try? calendar.due(after: instant, period: period)  // beyond all calendars: at once
        else { return following(instant) }
        return next(at: due.at, every: grid)
    }

    /// A moment that lies the given share of the way to a due instant: with a round or at least on a half hour that is
    /// not after it, when there is one in between.
    func between(_ now: Instant, _ due: Instant, share: Double) -> Instant {
        let seconds = (try? calendar.workingSeconds(from: now, to: due)) ?? 0  // beyond all calendars: at once
        let hours = Double(seconds) / 3600 * share
        let wanted = later(by: hours, than: now)
        if wanted <= due { return wanted }
        let exact = later(by: hours, than: now, every: Self.halfHour)
        if exact <= due { return exact }
        let soonest = following(now)
        return soonest <= due ? soonest : next(at: now)
    }

    /// The half hour at or after an instant, whether anybody works then or not.
    static func roundedUp(_ instant: Instant) -> Instant { rounded(instant, halfHour) }

    private static func rounded(_ instant: Instant, _ grid: Int64) -> Instant {
        let over = (instant.milliseconds % grid + grid) % grid
        return over == 0 ? instant : Instant(milliseconds: instant.milliseconds + grid - over)
    }
}
