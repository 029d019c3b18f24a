import Contracts
import Postgres

/// Cases and running deadlines by the hundred thousand, made from one that the service has set itself; and the ceiling's copy.
struct RecomputeRows: Sendable {
    private let admin: Connection
    private let settings: ConnectionSettings

    init(_ administrator: ConnectionSettings, schema: String) async throws {
        var settings = administrator
        settings.searchPath = [schema]
        self.settings = settings
        admin = try await Connection.connect(to: settings)
    }

    func close() async { await admin.close() }

    /// - Returns: how many deadlines run.
    func fill(cases: Int) async throws -> Int {
        try await admin.run("CREATE TABLE sample_cases AS SELECT * FROM case_states")
        try await admin.run("CREATE TABLE sample_runs AS SELECT * FROM deadlines WHERE status = 'running'")
        try await admin.run("TRUNCATE case_states, deadlines")
        try await admin.run(
            "CREATE TABLE made AS SELECT n, gen_random_uuid() AS id FROM generate_series(1, \(cases)::bigint) AS n")
        try await admin.run(
            """
            INSERT INTO case_states (district, case_id, case_number, pack_version, broadcast, facts)
            SELECT district, made.id, 'BENCH-' || n, pack_version, broadcast, facts FROM made CROSS JOIN sample_cases
            """)
        // A run is stored as a row of cells, of which the id is the first.
        try await admin.run(
            """
            INSERT INTO deadlines (district, case_id, deadline, clock, rule, status, owes, unit, work_order, started_at,
                due_at, original_due_at, ended_at, is_provisional, calendar_version, pack_version, wake_at, awaits, run)
            SELECT district, of_case, own, clock, rule, status, owes, unit, work_order, started_at, due_at,
                original_due_at, ended_at, is_provisional, calendar_version, pack_version, wake_at, awaits,
                array_to_string(ARRAY[own::text] || cells[2:], E'\\t')
            FROM (SELECT s.*, made.id AS of_case, gen_random_uuid() AS own, string_to_array(run, E'\\t') AS cells
                  FROM made CROSS JOIN sample_runs AS s) AS rows
            """)
        try await admin.run("CREATE TABLE bare_deadlines (LIKE deadlines INCLUDING ALL)")
        try await admin.run("INSERT INTO bare_deadlines SELECT * FROM deadlines")
        try await admin.run("CREATE TABLE bare_journal (LIKE journal, PRIMARY KEY (district, day, position))")
        try await admin.run("CREATE SEQUENCE bare_positions")
        try await admin.run(
            "CREATE TABLE bare_outbox (position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, event uuid NOT NULL)")
        let rows = try await admin.run("SELECT count(*) FROM deadlines")
        return try rows.first?.decode(Int.self) ?? 0
    }

    func clear() async throws {
        try await admin.run("TRUNCATE journal, outbox, bare_journal, bare_outbox")
        try await admin.run("VACUUM ANALYZE deadlines, case_states, bare_deadlines")
        try await admin.run("CHECKPOINT")
    }

    /// Moves that stand in the journal and in the outbox; both were empty before.
    func said() async throws -> Int {
        let rows = try await admin.run(
            """
            SELECT least((SELECT count(*) FROM journal WHERE type = \(DeadlineMoved.type)),
                (SELECT count(*) FROM unsent))
            """)
        return try rows.first?.decode(Int.self) ?? 0
    }

    /// Moves each row of the copy by two days, with the event that the product has just written for one.
    ///
    /// - Returns: seconds until every row was moved.
    func moveBarely(_ running: Int) async throws -> Double {
        let settings = settings
        try await admin.run("CREATE TABLE IF NOT EXISTS sample_event AS SELECT * FROM journal LIMIT 1")
        try await admin.run("CHECKPOINT")
        let begin = ContinuousClock.now
        let bounds = [
            "00000000-0000-0000-0000-000000000000", "7fffffff-ffff-ffff-ffff-ffffffffffff",
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
        ]
        let moved = try await withThrowingTaskGroup(of: Int.self) { group in
            for (first, last) in zip(bounds, bounds.dropFirst()) {
                group.addTask { try await Self.move(after: first, through: last, settings) }
            }
            return try await group.reduce(0, +)
        }
        guard moved == running else { throw CommandFailure("\(moved) of \(running) rows moved") }
        return (ContinuousClock.now - begin) / .seconds(1)
    }

    private static func move(after first: String, through last: String, _ settings: ConnectionSettings) async throws
        -> Int
    {
        let connection = try await Connection.connect(to: settings)
        var (position, moved): (String?, Int) = (first, 0)
        while let after = position {
            let rows = try await connection.run(
                """
                WITH batch AS (
                    SELECT DISTINCT case_id FROM bare_deadlines
                    WHERE district = 'changzhou' AND case_id > \(after)::uuid AND case_id <= \(last)::uuid
                        AND status IN ('running', 'paused') ORDER BY case_id LIMIT 250),
                moved AS (
                    UPDATE bare_deadlines AS d SET due_at = due_at + interval '2 days',
                        wake_at = wake_at + interval '2 days', calendar_version = 'bare', run = run
                    FROM batch WHERE d.district = 'changzhou' AND d.case_id = batch.case_id RETURNING deadline),
                said AS (
                    INSERT INTO bare_journal (district, day, position, event_id, topic, subject, type, schema_version,
                        time, correlation_id, causation_id, traceparent, data)
                    SELECT s.district, s.day, nextval('bare_positions'), deadline, s.topic, s.subject, s.type,
                        s.schema_version, s.time, s.correlation_id, s.causation_id, s.traceparent, s.data
                    FROM moved CROSS JOIN sample_event AS s RETURNING event_id),
                told AS (INSERT INTO bare_outbox (event) SELECT event_id FROM said RETURNING 1)
                SELECT (SELECT case_id FROM batch ORDER BY case_id DESC LIMIT 1), (SELECT count(*) FROM told)
                """)
            let (end, count) = try rows.first?.decode((String?, Int).self) ?? (nil, 0)
            (position, moved) = (end, moved + count)
        }
        await connection.close()
        return moved
    }
}
