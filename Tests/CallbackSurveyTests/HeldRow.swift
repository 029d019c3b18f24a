import CallbackSurveyService
import Contracts
import Postgres
import Synchronization
import TestSupport

/// Holds a callback's row until others queue for it, so that what comes at once truly meets.
struct HeldRow: Sendable {
    private final class Flag: Sendable {
        let isUp = Atomic(false)
    }

    let survey: SurveyFixture
    let callback: CallbackID

    /// - Returns: what `body` gives when it is done `times` times at once.
    func race<T: Sendable>(_ times: Int, _ body: @escaping @Sendable (Int) async throws -> T) async throws -> [T] {
        let connection = try await Connection.connect(to: survey.admin)
        let flag = Flag()
        async let held: Void = connection.transaction { try hold(until: times, flag, in: $0) }
        try await eventually("the row is held") { flag.isUp.load(ordering: .relaxed) ? true : nil }
        let results = try await withThrowingTaskGroup(of: T.self) { group in
            for index in 0..<times { group.addTask { try await body(index) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        try await held
        await connection.close()
        return results
    }

    private func hold(until count: Int, _ flag: Flag, in transaction: borrowing Transaction) throws {
        let schema = "test_callback_survey"
        try transaction.run("SELECT set_config('search_path', \(schema), true)")
        try transaction.run("SELECT 1 FROM callbacks WHERE callback = \(callback)::uuid FOR UPDATE")
        flag.isUp.store(true, ordering: .relaxed)
        for _ in 0..<250 {
            try transaction.run("SELECT pg_stat_clear_snapshot()")
            let rows = try transaction.run(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock'
                """)
            if try rows.first?.decode(Int.self) ?? 0 >= count { return }
            try transaction.run("SELECT pg_sleep(0.02)")
        }
        throw NobodyQueued()
    }

    struct NobodyQueued: Error {}
}
