import Contracts

/// The working time of one district: which days work, and when on them. A value; nothing in it looks at a clock.
///
/// Arithmetic on days and hours is exact to the millisecond and takes constant time in the length of the period; only
/// an explanation walks the days.
public struct WorkingCalendar: Sendable {
    /// What happens in a year for which no table has been published.
    public enum Mode: Hashable, Sendable {
        /// `OutOfCalendar` is thrown.
        case strict
        /// Monday to Friday is assumed, from 1970 to 2099, and the result says that it is provisional.
        case provisional
    }

    public let table: CalendarTable
    public let overlay: LocalOverlay
    public let hours: WorkingHours
    public let zone: ZoneOffset
    public let mode: Mode
    /// The table's version, and the overlay's after a plus sign: `cn-2020.2+changzhou-1`.
    public let version: String

    let sums: WorkingSums
    /// Days of published years.
    let published: Range<Int>

    public init(
        table: CalendarTable, overlay: LocalOverlay = .none, hours: WorkingHours = WorkingHours(),
        zone: ZoneOffset = .china, mode: Mode = .provisional
    ) {
        self.table = table
        self.overlay = overlay
        self.hours = hours
        self.zone = zone
        self.mode = mode
        version = overlay.version.isEmpty ? table.version : "\(table.version)+\(overlay.version)"
        let years = table.publishedYears
        published =
            CivilDay.firstDay(of: years.lowerBound).since1970..<CivilDay.firstDay(of: years.upperBound + 1).since1970
        sums = WorkingSums(
            years: mode == .strict ? years : CalendarTable.knownYears,
            works: { Self.works($0, table, overlay) },
            windows: { overlay.days[$0]?.windows ?? hours.windows(on: $0) })
    }

    private static func works(_ day: CivilDay, _ table: CalendarTable, _ overlay: LocalOverlay) -> Bool {
        overlay.days[day]?.works ?? table.exceptions[day]?.isWorking ?? (day.weekday <= 5)
    }

    /// Whether `day` works; false too for a day outside the calendar's years.
    public func isWorking(_ day: CivilDay) -> Bool {
        let offset = day.since1970 - sums.days.firstDay
        return offset >= 0 && offset < sums.days.dayCount && sums.days.works(offset)
    }

    /// Whether the year of `day` has a published table.
    public func isPublished(_ day: CivilDay) -> Bool { published.contains(day.since1970) }

    /// The windows of `day`, if it works.
    public func windows(on day: CivilDay) -> DailyWindows {
        overlay.days[day]?.windows ?? hours.windows(on: day)
    }

    /// The next moment at which work goes on: `instant` itself inside a window, else the next opening.
    public func nextOpening(after instant: Instant) throws(OutOfCalendar) -> Instant {
        let moment = zone.local(instant)
        return zone.instant(max(moment, try sums.latest(try sums.place(moment).worked)))
    }

    /// Working seconds from one instant to another, less those that were paused; 0 when `end` is not after `start`.
    public func workingSeconds(
        from start: Instant, to end: Instant, pauses: [Pause] = []
    ) throws(OutOfCalendar) -> Int {
        let from = try sums.place(zone.local(start)).worked
        let to = try sums.place(zone.local(end)).worked
        guard to > from else { return 0 }
        var time = to - from
        for pause in PauseTimeline(pauses, zone) where pause.from < zone.local(end) && pause.to > zone.local(start) {
            let first = try sums.place(max(pause.from, zone.local(start))).worked
            let last = try sums.place(min(pause.to, zone.local(end))).worked
            time -= last - first
        }
        return time / 1000
    }

    /// Working days d with day(start) < d ≤ day(end), by local date; 0 when `end` is not after `start`.
    public func workingDays(from start: Instant, to end: Instant) throws(OutOfCalendar) -> Int {
        let first = try sums.rank(before: zone.local(start).dayNumber + 1)
        let last = try sums.rank(before: zone.local(end).dayNumber + 1)
        return max(0, last - first)
    }
}
