import Contracts
import WorkingCalendar

/// When people act: on the half hour, in working time.
struct OfficeHours: Sendable {
    let calendar: WorkingCalendar

    private static let grid: Int64 = 30 * 60 * 1000

    /// The first half hour of working time at or after an instant.
    func next(at instant: Instant) -> Instant {
        var at = Self.roundedUp(instant)
        // An opening may lie between two half hours; then the next one counts, which may be closed again.
        for _ in 0..<8 {
            guard let opening = try? calendar.nextOpening(after: at) else { return at }  // beyond all calendars
            let rounded = Self.roundedUp(opening)
            if rounded == at { return at }
            at = rounded
        }
        return at
    }

    /// The first half hour of working time after an instant.
    func following(_ instant: Instant) -> Instant { next(at: Instant(milliseconds: instant.milliseconds + 1)) }

    /// So much working time later, on the half hour.
    func later(by hours: Double, than instant: Instant) -> Instant {
        let minutes = max(1, Int(hours * 60))
        guard let period = try? Period(minutes, .workingMinutes),  // at least one, and far fewer than too many
            let due = try? calendar.due(after: instant, period: period)  // beyond all calendars: at once
        else { return following(instant) }
        return next(at: due.at)
    }

    /// A half hour that lies the given share of the way to a due instant, never after it when there is one in between.
    func between(_ now: Instant, _ due: Instant, share: Double) -> Instant {
        let seconds = (try? calendar.workingSeconds(from: now, to: due)) ?? 0  // beyond all calendars: at once
        let wanted = later(by: Double(seconds) / 3600 * share, than: now)
        if wanted <= due { return wanted }
        let soonest = following(now)
        return soonest <= due ? soonest : next(at: now)
    }

    static func roundedUp(_ instant: Instant) -> Instant {
        let over = (instant.milliseconds % grid + grid) % grid
        return over == 0 ? instant : Instant(milliseconds: instant.milliseconds + grid - over)
    }
}
