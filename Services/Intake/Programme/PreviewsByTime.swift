import Contracts
import Messaging
import Postgres
import ServiceKit

/// Tells a month's shows when the pack's day before it has come (rule DM-14).
struct PreviewsByTime: DueWork {
    let name = "previews"
    let store: EventStore
    let book: DistrictBook

    func next() async throws -> Instant? {
        let rows = try await store.database.transaction(scope: "*") { transaction in
            try transaction.run("SELECT min(due_at) FROM announcements WHERE told_at IS NULL")
        }
        return try rows.first?.decode(Instant?.self)
    }

    /// The fact's time is the planned instant, however late this process woke. The shows are those that the plan has then; a
    /// month whose shows were all moved away is not told.
    func run(at now: Instant) async throws -> Int {
        let due = try await due(at: now)
        for (district, month) in due {
            let facts = try await book.facts(of: district)
            try await store.record(in: district) { transaction, journal in
                guard try transaction.take(month, of: district, at: now) else { return }
                let shows = try transaction.broadcasts(of: district).filter {
                    facts.month(of: $0.opensAt).description == month.period
                }
                guard !shows.isEmpty else { return }
                try journal.events(causedBy: month.cause(in: district)).record(
                    MonthPreviewed(month: month.period, shows: shows.map(\.planned)), at: month.due)
            }
        }
        return due.count
    }

    private func due(at now: Instant) async throws -> [(DistrictID, Announcement)] {
        let rows = try await store.database.transaction(scope: "*") { transaction in
            try transaction.run(
                """
                SELECT district, period, due_at FROM announcements WHERE told_at IS NULL AND due_at <= \(now)
                ORDER BY due_at, district, period LIMIT 100
                """)
        }
        return try rows.map { row in
            let (district, period, due) = try row.decode((DistrictID, String, Instant).self)
            return (district, Announcement(kind: .month, period: period, due: due))
        }
    }
}
