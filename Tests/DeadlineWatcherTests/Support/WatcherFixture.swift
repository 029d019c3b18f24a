import Contracts
import DeadlineWatcherService
import Messaging
import Postgres
import TestSupport

typealias WatcherFixture = ServiceFixture<DeadlineWatcherService>

/// A deadline's row, as far as tests look at it.
struct DeadlineRow: Equatable {
    let clock: String
    let status: String
    let due: Instant
    let original: Instant
    let wake: Instant?
}

extension ServiceFixture<DeadlineWatcherService> {
    /// A district with its pack adopted, at a time in China.
    static func district(_ district: String, _ time: String) async throws -> WatcherFixture {
        let fixture = try await WatcherFixture(at: at(time))
        try await fixture.adopt(district, at: at("2015-12-01T00:00"))
        fixture.context.progress.confirm(at: at("2015-12-01T00:00"))
        return fixture
    }

    /// Time passes, everything said until then having been heard; what is due is done.
    func pass(to time: String) async throws {
        clock.advance(to: at(time))
        context.progress.confirm(at: at(time))
        try await runDueWork()
    }

    func rows(of clock: String? = nil, case id: CaseID? = nil) async throws -> [DeadlineRow] {
        let rows = try await store.database.transaction(scope: "*") { transaction in
            try transaction.run(
                """
                SELECT clock, status, due_at, original_due_at, wake_at FROM deadlines
                WHERE (clock = \(clock)::text OR \(clock)::text IS NULL)
                    AND (case_id = \(id)::uuid OR \(id)::uuid IS NULL) ORDER BY due_at, clock
                """)
        }
        return try rows.map { row in
            let (clock, status, due, original, wake) = try row.decode(
                (String, String, Instant, Instant, Instant?).self)
            return DeadlineRow(clock: clock, status: status, due: due, original: original, wake: wake)
        }
    }

    /// All that is kept of cases and said of them, ids included: what a replay has to bring back.
    static var records: [String: String] {
        [
            "deadlines": "SELECT row_to_json(d)::text FROM test_deadline_watcher.deadlines d",
            "supervisions": "SELECT row_to_json(s)::text FROM test_deadline_watcher.supervisions s",
            "cases": "SELECT row_to_json(c)::text FROM test_deadline_watcher.case_states c",
            "events": """
            SELECT concat_ws(' ', type, subject, event_id, extract(epoch FROM time), data::jsonb)
            FROM test_deadline_watcher.journal
            """,
        ]
    }

    func row(of clock: String) async throws -> DeadlineRow? { try await rows(of: clock).first }

    /// Types in the journal, without their prefix, in the order of writing.
    func journal() async throws -> [String] {
        try await asAdmin("SELECT type FROM test_deadline_watcher.journal ORDER BY position")
            .map { String(try $0.decode(String.self).dropFirst("hotline.".count)) }
    }
}
