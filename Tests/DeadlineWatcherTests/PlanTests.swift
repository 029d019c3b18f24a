import Contracts
import DeadlineWatcherService
import Messaging
import Postgres
import TestSupport
import Testing

@Suite("Asking what is due reads an index in its order, past the row policies")
struct PlanTests {
    @Test func theFirstThatIsDueIsFoundInTheIndex() async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:10")
        let tale = Tale.changzhou(watcher)
        try await tale.dispatched("2020-05-14T10:10", registered: "2020-05-14T10:00")
        try await watcher.asAdmin(
            """
            INSERT INTO test_deadline_watcher.deadlines
            SELECT district, gen_random_uuid(), gen_random_uuid(), clock, rule, status, owes, unit, work_order, started_at,
                due_at, original_due_at, ended_at, is_provisional, calendar_version, pack_version,
                wake_at + i * interval '1 second', awaits, run
            FROM test_deadline_watcher.deadlines CROSS JOIN generate_series(1, 5000) AS i
            """)
        try await watcher.asAdmin("ANALYZE test_deadline_watcher.deadlines")
        let plan = try await watcher.store.database.transaction(scope: "*") { transaction in
            try transaction.run(
                """
                EXPLAIN SELECT district, wake_at FROM deadlines
                WHERE awaits = \("miss") AND wake_at >= \(Instant.earliest)::timestamptz ORDER BY wake_at LIMIT 1
                """
            ).map { try $0.decode(String.self) }.joined(separator: "\n")
        }
        #expect(plan.contains("Index Scan using deadlines_to_wake"))
        #expect(!plan.contains("Sort"))
    }
}
