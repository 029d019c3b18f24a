import Contracts
import Messaging
import Postgres
import RulePacks
import Sealing
import WorkingCalendar

/// Tells of a season that is entered for the first time, and plans the months' previews (rules CZ-64, DM-14).
struct Announcing: Sendable {
    let facts: DistrictFacts
    let now: Instant

    /// A year all of whose shows are over is history and is told to nobody.
    func announce(_ shows: [Broadcast], in transaction: borrowing Transaction, _ journal: Journal) throws {
        let coming = shows.filter { $0.closesAt > now }
        for year in Set(coming.map { facts.day(of: $0.opensAt).year }).sorted() {
            try adopt(String(year), in: transaction, journal)
        }
        guard let preview = facts.rules.pack.programme.preview else { return }
        for month in Set(coming.map { facts.month(of: $0.opensAt) }).sorted() where month > facts.month(of: now) {
            let first = CivilDay(year: month.year, month: month.month, day: 1)
            guard let day = first?.advanced(by: -preview.daysBefore) else { continue }
            let planned = facts.zone.instant(on: day, second: preview.at * 60)
            // What is entered late is told at once.
            _ = try transaction.plan(
                Announcement(kind: .month, period: month.description, due: max(planned, now)), of: facts.district)
        }
    }

    private func adopt(_ year: String, in transaction: borrowing Transaction, _ journal: Journal) throws {
        let season = Announcement(kind: .season, period: year, due: now)
        guard try transaction.plan(season, of: facts.district) else { return }
        _ = try transaction.take(season, of: facts.district, at: now)
        let whole = try transaction.broadcasts(of: facts.district).filter {
            String(facts.day(of: $0.opensAt).year) == year
        }
        try journal.events(causedBy: season.cause(in: facts.district)).record(
            SeasonAdopted(season: year, shows: whole.map(\.planned)), at: now)
    }
}

/// Something that is told of the plan as a whole, once.
struct Announcement: Sendable {
    enum Kind: String, Sendable { case season, month }

    let kind: Kind
    /// `2020` or `2020-05`.
    let period: String
    let due: Instant

    func cause(in district: DistrictID) throws -> Cause {
        Cause(id: try DerivedID.make("announcement", district.rawValue, kind.rawValue, period))
    }
}

extension Transaction {
    /// - Returns: false where it was planned before; then the time stays as it was.
    borrowing func plan(_ announcement: Announcement, of district: DistrictID) throws -> Bool {
        try change(
            """
            INSERT INTO announcements (district, kind, period, due_at)
            VALUES (\(district), \(announcement.kind.rawValue), \(announcement.period), \(announcement.due))
            ON CONFLICT DO NOTHING
            """) == 1
    }

    /// - Returns: false where it was told before, by another instance perhaps.
    borrowing func take(_ announcement: Announcement, of district: DistrictID, at time: Instant) throws -> Bool {
        try change(
            """
            UPDATE announcements SET told_at = \(time)
            WHERE district = \(district) AND kind = \(announcement.kind.rawValue) AND period = \(announcement.period)
                AND told_at IS NULL
            """) == 1
    }
}
