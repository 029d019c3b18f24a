import Contracts
import Foundation
import Postgres

/// Deadlines by the hundred thousand, made from those that the service has set itself; and the ceiling's copy of them.
struct TimerRows: Sendable {
    private let admin: Connection
    private let settings: ConnectionSettings

    init(_ administrator: ConnectionSettings, schema: String) async throws {
        var settings = administrator
        settings.searchPath = [schema]
        self.settings = settings
        admin = try await Connection.connect(to: settings)
    }

    func close() async { await admin.close() }

    func fill(pending: Int, from now: Instant) async throws {
        try await admin.run("CREATE TABLE samples AS SELECT * FROM deadlines WHERE status = 'running'")
        try await admin.run("TRUNCATE deadlines")
        try await admin.run("CREATE TABLE bare_deadlines (LIKE deadlines INCLUDING ALL)")
        try await admin.run(
            "CREATE TABLE bare_outbox (position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, deadline uuid NOT NULL)"
        )
        // Spread over a month, a day from now.
        try await add(
            pending, dueFrom: now.advanced(bySeconds: 86_400), over: 2_592_000_000)
        try await admin.run("INSERT INTO bare_deadlines SELECT * FROM deadlines")
    }

    /// Copies of the samples with ids and due instants of their own, spread over `span` milliseconds, awaiting their
    /// miss.
    ///
    /// A run is stored as a row of cells: the id is the first, the due instants the tenth to twelfth, the warning the
    /// sixteenth.
    func add(_ count: Int, dueFrom first: Instant, over span: Int) async throws {
        try await admin.run(
            """
            INSERT INTO deadlines (district, case_id, deadline, clock, rule, status, owes, unit, work_order, started_at,
                due_at, original_due_at, ended_at, is_provisional, calendar_version, pack_version, wake_at, awaits, run)
            SELECT district, gen_random_uuid(), id, clock, rule, status, owes, unit, work_order, started_at, due, due,
                NULL, is_provisional, calendar_version, pack_version, due + interval '1 millisecond', 'miss',
                array_to_string(ARRAY[id::text] || cells[2:9] || array_fill(ms::text, ARRAY[3]) || cells[13:15]
                    || ARRAY[''] || cells[17:], E'\\t')
            FROM (SELECT n, gen_random_uuid() AS id, \(first.milliseconds)::bigint + (n - 1) * \(span)::bigint / \(count)::bigint AS ms,
                      timestamptz '1970-01-01T00:00:00Z'
                          + (\(first.milliseconds)::bigint + (n - 1) * \(span)::bigint / \(count)::bigint) * interval '1 millisecond' AS due
                  FROM generate_series(1, \(count)::bigint) AS n) AS made
            JOIN (SELECT *, string_to_array(run, E'\\t') AS cells, row_number() OVER () - 1 AS k,
                      count(*) OVER () AS size FROM samples) AS s ON s.k = n % s.size
            """)
    }

    func copyDue() async throws {
        try await admin.run("DELETE FROM bare_deadlines WHERE wake_at IS NULL")
        try await admin.run(
            "INSERT INTO bare_deadlines SELECT * FROM deadlines WHERE wake_at < now()")
    }

    /// Takes away what was fired and what was said of it.
    func clear() async throws {
        try await admin.run("DELETE FROM deadlines WHERE wake_at IS NULL")
        try await admin.run("TRUNCATE journal, outbox, bare_outbox")
    }

    func settle() async throws {
        try await admin.run("VACUUM ANALYZE deadlines, bare_deadlines, journal, outbox")
        try await admin.run("CHECKPOINT")
    }

    /// Misses that stand in the journal and in the outbox; both were empty before.
    func said() async throws -> Int {
        let rows = try await admin.run(
            """
            SELECT least((SELECT count(*) FROM journal WHERE type = \(DeadlineMissed.type)),
                (SELECT count(*) FROM unsent))
            """)
        return try rows.first?.decode(Int.self) ?? 0
    }

    func lateness() async throws -> [Double] {
        let rows = try await admin.run(
            """
            SELECT extract(epoch FROM pg_xact_commit_timestamp(xmin) - time)::float8 * 1000 FROM journal
            WHERE type = \(DeadlineMissed.type)
            """)
        return try rows.map { try $0.decode(Double.self) }
    }

    /// - Returns: seconds until the ceiling's table had nothing more that is due.
    func fireBarely(claimers: Int) async throws -> Double {
        let settings = settings
        let begin = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<claimers { group.addTask { try await Self.claimBarely(settings) } }
            try await group.waitForAll()
        }
        return (ContinuousClock.now - begin) / .seconds(1)
    }

    private static func claimBarely(_ settings: ConnectionSettings) async throws {
        let connection = try await Connection.connect(to: settings)
        while true {
            let rows = try await connection.run(
                """
                WITH fired AS (
                    UPDATE bare_deadlines SET status = 'missed', wake_at = NULL, awaits = NULL
                    WHERE (district, case_id, deadline) IN (
                        SELECT district, case_id, deadline FROM bare_deadlines
                        WHERE awaits = 'miss' AND wake_at <= now() ORDER BY wake_at LIMIT 1000 FOR UPDATE SKIP LOCKED)
                    RETURNING deadline),
                said AS (INSERT INTO bare_outbox (deadline) SELECT deadline FROM fired RETURNING 1)
                SELECT count(*) FROM said
                """)
            if try rows.first?.decode(Int.self) ?? 0 == 0 { break }
        }
        await connection.close()
    }
}
