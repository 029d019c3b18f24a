import Contracts

/// A year's plan of shows (rules CZ-23 to CZ-26, DM-03).
public struct Season: Sendable {
    public struct Broadcast: Hashable, Sendable {
        /// The day, as text.
        public var id: BroadcastID
        public var day: CivilDay
        /// Start and end of the live window.
        public var opensAt: Instant
        public var closesAt: Instant
        /// Each with duties and a score of its own.
        public var units: [UnitID]
        /// The days in which the unit is on air; nil where only the day is planned.
        public var windowStart: CivilDay?
        public var windowEnd: CivilDay?

        /// A show that is on from one instant to another, on the day of its beginning.
        public init(id: BroadcastID, day: CivilDay, opensAt: Instant, closesAt: Instant, units: [UnitID]) {
            (self.id, self.day, self.opensAt, self.closesAt, self.units) = (id, day, opensAt, closesAt, units)
        }
    }

    /// In order of days.
    public let broadcasts: [Broadcast]

    /// Reads CSV with a header: `date,unit` and, if wanted, `window_start,window_end`. One line for each unit; lines of
    /// one date make one show.
    ///
    /// - Parameters:
    ///   - pack: whose live slot and zone say when the shows are on.
    ///   - units: whose names, aliases or ids the lines use.
    ///   - days: among which every day of a line must be.
    public init(
        _ source: NamedText, pack: RulePack, units: UnitRegister, days: ShowDays = .all
    ) throws(PackErrors) {
        var table = SeasonTable(file: source.name, units: units, days: days)
        table.read(source.text)
        guard table.problems.isEmpty else { throw PackErrors(table.problems) }
        let live = pack.programme.live
        let opens = live?.opens ?? 0
        let closes = live?.closes ?? opens
        let zone = pack.hours.zone
        let days = Dictionary(grouping: table.rows, by: \.day).sorted { $0.key < $1.key }
        broadcasts = days.map { day, rows in
            var broadcast = Broadcast(
                id: BroadcastID(day.description), day: day, opensAt: zone.instant(on: day, second: opens * 60),
                closesAt: zone.instant(on: day, second: closes * 60), units: rows.map(\.unit))
            broadcast.windowStart = rows.first?.windowStart
            broadcast.windowEnd = rows.first?.windowEnd
            return broadcast
        }
    }
}
