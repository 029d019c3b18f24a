import Contracts
import Messaging
import Postgres
import TestSupport
import Testing

@testable import DeadlineWatcherService

@Suite("Asking what is due reads an index in its order, past the row policies")
struct PlanTests {
    @Test("The next that is due costs a few rows, however many are pending", arguments: [Awaited.miss, .warning])
    func theFirstThatIsDueIsFoundInTheIndex(awaited: Awaited) async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:10")
        let tale = Tale.changzhou(watcher)
        try await tale.dispatched("2020-05-14T10:10", registered: "2020-05-14T10:00")
        try await watcher.asAdmin(
            """
            INSERT INTO test_deadline_watcher.deadlines
            SELECT district, gen_random_uuid(), gen_random_uuid(), clock, rule, status, owes, unit, work_order, started_at,
                due_at, original_due_at, ended_at, is_provisional, calendar_version, pack_version,
                wake_at + i * interval '1 second', '\(awaited.rawValue)', run
            FROM test_deadline_watcher.deadlines CROSS JOIN generate_series(1, 20000) AS i
            """)
        try await watcher.asAdmin("ANALYZE test_deadline_watcher.deadlines")
        let read = try await watcher.store.database.transaction(scope: "*") { transaction in
            let first = try transaction.earliest(awaited, from: .earliest, patience: .latest)
            #expect(first?.district == DistrictID("changzhou"))
            return try transaction.run(
                """
                SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables
                WHERE relid = 'deadlines'::regclass
                """
            ).first?.decode(Int.self)
        }
        let rows = read ?? 0
        #expect(rows > 0 && rows < 10, "\(rows) rows were read")
    }
}
