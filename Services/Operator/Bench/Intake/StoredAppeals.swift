import Contracts
import Postgres

/// Multiplies what is stored, in every table that an appeal lies in when all has been done about it: copies of appeals that
/// intake has registered and sketched, for what lies in tables and indexes is what counts here, not how it came there.
enum StoredAppeals {
    /// - Parameter bench: with an intake that has just been under load.
    /// - Throws: `CommandFailure` when anything is left for intake to do about what is stored.
    static func fill(_ count: Int, _ bench: BenchStack) async throws {
        let connections = try bench.connections()
        var admin = try connections.administrator()
        admin.searchPath = [connections.role(of: .intake), "public"]
        let connection = try await Connection.connect(to: admin)
        for statement in statements(count) { _ = try await connection.run(statement) }
        let left = try await connection.run(
            """
            SELECT (SELECT count(*) FROM unsketched) + (SELECT count(*) FROM unsearched)
                + (SELECT count(*) FROM cases c WHERE NOT EXISTS (
                    SELECT FROM case_sketches s WHERE s.district = c.district AND s.case_id = c.case_id))
            """
        ).first?.decode(Int.self)
        await connection.close()
        guard left == 0 else {
            throw CommandFailure("of what was stored, \(left ?? 0) are not sketched or searched for")
        }
    }

    /// In this order: the queues are emptied first, so that intake's own work does not go on beside the measurement with what
    /// the load before has left; what is queued there is sketched below with the copies. A modulus that is the same for all rows
    /// lets PostgreSQL join by hash.
    private static func statements(_ count: Int) -> [SQL] {
        [
            "TRUNCATE unsketched, unsearched, outbox",
            """
            CREATE TABLE bench_cases AS
            SELECT row_number() OVER () - 1 AS k, c AS whole, s.hashes, s.place, s.keys
            FROM (SELECT * FROM case_sketches LIMIT 2000) s JOIN cases c USING (district, case_id)
            """,
            """
            CREATE TABLE bench_journal AS
            SELECT row_number() OVER () - 1 AS k, j.* FROM journal j WHERE type = \(AppealRegistered.type) LIMIT 2000
            """,
            """
            INSERT INTO cases
            SELECT (jsonb_populate_record(s.whole, jsonb_build_object(
                'case_id', gen_random_uuid(), 'case_number', 'FILL-' || n))).*
            FROM generate_series(1, \(count)::integer) AS n
            JOIN bench_cases s ON s.k = n % (SELECT count(*) FROM bench_cases)
            """,
            """
            INSERT INTO journal (district, day, event_id, topic, subject, type, schema_version, time, correlation_id,
                causation_id, traceparent, data)
            SELECT j.district, j.day, gen_random_uuid(), j.topic, j.subject, j.type, j.schema_version, j.time,
                j.correlation_id, j.causation_id, j.traceparent, j.data
            FROM generate_series(1, \(count)::integer) AS n
            JOIN bench_journal j ON j.k = n % (SELECT count(*) FROM bench_journal)
            """,
            """
            WITH bare AS (
                SELECT c.district, c.case_id, c.month, c.registered_at, row_number() OVER () AS n FROM cases c
                WHERE NOT EXISTS (
                    SELECT FROM case_sketches s WHERE s.district = c.district AND s.case_id = c.case_id)),
            added AS (
                INSERT INTO case_sketches (district, case_id, month, registered_at, hashes, place, keys)
                SELECT b.district, b.case_id, b.month, b.registered_at, s.hashes, s.place, s.keys
                FROM bare b JOIN bench_cases s ON s.k = b.n % (SELECT count(*) FROM bench_cases)
                RETURNING district, case_id, keys)
            INSERT INTO case_sketch_keys (district, hash, case_id)
            SELECT district, hash, case_id FROM added, LATERAL (SELECT DISTINCT unnest(keys) AS hash) AS each
            """,
            "DROP TABLE bench_cases, bench_journal",
            // Or autovacuum does it beside the load.
            "VACUUM (ANALYZE)", "CHECKPOINT",
        ]
    }
}
