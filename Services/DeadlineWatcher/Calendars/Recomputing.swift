import Contracts
import DistrictRegister
import FailPoints
import Messaging
import Postgres
import ServiceKit

/// Reckons running deadlines again under a calendar that has come into force, some cases at a time.
///
/// How far it has come is written in the transaction that moves the deadlines, so it goes on after a crash where it
/// was, and two instances share the work without doing anything twice.
struct Recomputing: DueWork {
    let name = "recomputing"
    let kit: WatcherKit
    private static let batch = 200

    private struct Change: Sendable {
        let district: DistrictID
        let version: String
        let event: EventID
        let publishedAt: Instant
    }

    func next() async throws -> Instant? {
        try await pending() == nil ? nil : .earliest
    }

    func run(at now: Instant) async throws -> Int {
        guard let change = try await pending() else { return 0 }
        let kit = kit
        return try await kit.store.record(in: change.district) { transaction, journal in
            try Self.go(on: change, kit, in: transaction, journal)
        }
    }

    /// The oldest change that a district has not gone through yet.
    private func pending() async throws -> Change? {
        let rows = try await kit.store.database.transaction(scope: "*") { transaction in
            try transaction.run(
                """
                SELECT district, version, event_id, published_at
                FROM (SELECT DISTINCT district FROM rule_packs) AS districts CROSS JOIN calendar_changes AS change
                WHERE NOT EXISTS (SELECT FROM recomputations AS done WHERE done.district = districts.district
                    AND done.version = change.version AND done.is_done)
                ORDER BY published_at, version, district LIMIT 1
                """)
        }
        return try rows.first.map { row in
            let (district, version, event, at) = try row.decode((DistrictID, String, EventID, Instant).self)
            return Change(district: district, version: version, event: event, publishedAt: at)
        }
    }

    /// - Returns: how many cases were looked at, and one for having finished.
    private static func go(
        on change: Change, _ kit: WatcherKit, in transaction: borrowing Transaction, _ journal: Journal
    ) throws -> Int {
        guard let position = try transaction.position(of: change.version, in: change.district) else { return 0 }
        let ids = try transaction.openCases(after: position, atMost: batch, in: change.district)
        // Another instance may have heard of the calendar.
        kit.register.markStale()
        var work = Casework(district: change.district, kit: kit)
        try work.open(ids, in: transaction)
        for id in ids {
            guard let version = work.cases[id]?.state.packVersion else { continue }
            let engine = try kit.engines.engine(of: change.district, version: version, in: transaction)
            try work.recompute(id, with: engine, because: change.event, at: change.publishedAt)
        }
        try work.write(in: transaction, journal)
        try transaction.move(to: ids.last, isDone: ids.count < batch, change.version, in: change.district)
        FailPoint.reach("watcher.recomputed")
        return ids.count + 1
    }
}

extension Transaction {
    /// Locks a district's progress; nil when it is finished, or another instance is at it.
    fileprivate borrowing func position(of version: String, in district: DistrictID) throws -> CaseID? {
        try execute(
            """
            INSERT INTO recomputations (district, version) VALUES (\(district), \(version)) ON CONFLICT DO NOTHING
            """)
        let rows = try run(
            """
            SELECT position FROM recomputations
            WHERE district = \(district) AND version = \(version) AND NOT is_done FOR UPDATE SKIP LOCKED
            """)
        return try rows.first?.decode(CaseID.self)
    }

    fileprivate borrowing func openCases(
        after position: CaseID, atMost count: Int, in district: DistrictID
    ) throws -> [CaseID] {
        let rows = try run(
            """
            SELECT DISTINCT case_id FROM deadlines
            WHERE district = \(district) AND case_id > \(position)::uuid AND status IN ('running', 'paused')
            ORDER BY case_id LIMIT \(count)::integer
            """)
        return try rows.map { try $0.decode(CaseID.self) }
    }

    fileprivate borrowing func move(
        to position: CaseID?, isDone: Bool, _ version: String, in district: DistrictID
    ) throws {
        try execute(
            """
            UPDATE recomputations SET position = coalesce(\(position)::uuid, position), is_done = \(isDone)
            WHERE district = \(district) AND version = \(version)
            """)
    }
}
