import Contracts
import IntakeService
import Messaging
import Postgres
import TestSupport
import Testing

/// How PostgreSQL finds what shares a phrase, as the service's own role, under the policy of its rows.
@Suite struct RepeatPlanTests {
    /// Twenty thousand sketches, in rows under the B-tree and, for comparison, as arrays under a GIN index.
    private func filled() async throws -> IntakeFixture {
        let intake = try await IntakeFixture()
        for statement in [
            """
            INSERT INTO test_intake.case_sketch_keys (district, hash, case_id)
            SELECT 'changzhou', n * 7919, gen_random_uuid() FROM generate_series(1, 20000) AS n
            """,
            "CREATE TABLE test_intake.arrays (district text NOT NULL, case_id uuid NOT NULL, keys bigint[] NOT NULL)",
            """
            INSERT INTO test_intake.arrays
            SELECT 'changzhou', gen_random_uuid(), ARRAY[n * 7919::bigint] FROM generate_series(1, 20000) AS n
            """,
            "CREATE INDEX arrays_keys ON test_intake.arrays USING gin (keys)",
            "GRANT SELECT ON test_intake.arrays TO test_intake",
            "ANALYZE test_intake.case_sketch_keys", "ANALYZE test_intake.arrays",
        ] {
            try await intake.asAdmin(statement)
        }
        return intake
    }

    private func plan(_ query: SQL, _ intake: IntakeFixture) async throws -> String {
        try await intake.store.read(in: DistrictID("changzhou")) { transaction in
            try transaction.run(query).map { try $0.decode(String.self) }.joined(separator: "\n")
        }
    }

    private static let arrays: SQL =
        "EXPLAIN SELECT case_id FROM arrays WHERE district = 'changzhou' AND keys && ARRAY[7919, 15838]::bigint[]"

    @Test func rowsAreFoundInTheIndex() async throws {
        let plan = try await plan(
            """
            EXPLAIN SELECT case_id FROM unnest(ARRAY[7919, 15838]::bigint[]) AS own (hash) CROSS JOIN LATERAL (
                SELECT k.case_id FROM case_sketch_keys k
                WHERE k.district = 'changzhou' AND k.hash = own.hash LIMIT 100) AS found
            """, filled())
        #expect(plan.contains("using case_sketch_keys_pkey"), "\(plan)")
        #expect(!plan.contains("Seq Scan"), "\(plan)")
    }

    @Test func theNewestProposalsAreReadInTheIndexInItsOrder() async throws {
        let intake = try await IntakeFixture()
        for statement in [
            """
            INSERT INTO test_intake.cases (district, case_id, case_number, channel, is_foreign_matter, is_complex,
                is_anonymous, callback_method, missing, pack_version, registered_at, month, claim_hash)
            SELECT 'changzhou', md5(n::text)::uuid, n, 'web', false, false, true, 'none', '', '',
                '2020-05-14T00:00:00Z', '2020-05', '' FROM generate_series(1, 20000) AS n
            """,
            """
            INSERT INTO test_intake.proposed_repeats (district, case_id, parent, score, reasons, found_at)
            SELECT 'changzhou', md5(n::text)::uuid, md5((n / 2)::text)::uuid, 1, '{sameMatter}',
                '2020-05-14T00:00:00Z'::timestamptz + n * interval '1 second' FROM generate_series(1, 20000) AS n
            """, "ANALYZE test_intake.cases", "ANALYZE test_intake.proposed_repeats",
        ] {
            try await intake.asAdmin(statement)
        }
        let plan = try await plan(
            """
            EXPLAIN SELECT p.id FROM proposed_repeats p
                JOIN cases c ON c.district = p.district AND c.case_id = p.case_id
                JOIN cases o ON o.district = p.district AND o.case_id = p.parent
            WHERE p.district = 'changzhou' AND p.dismissed_at IS NULL AND o.category IS DISTINCT FROM 'report'
                AND NOT EXISTS (SELECT FROM case_links l WHERE l.district = p.district AND l.case_id = p.parent)
                AND (NULL::timestamptz IS NULL OR (p.found_at, p.id) < (NULL::timestamptz, NULL::bigint))
            ORDER BY p.found_at DESC, p.id DESC LIMIT 51
            """, intake)
        #expect(plan.contains("Backward using proposed_repeats_newest"), "\(plan)")
        #expect(!plan.contains("Seq Scan on proposed_repeats"), "\(plan)")
    }

    /// Why the keys are rows: once a table has a row policy, a GIN index on arrays serves nobody that the policy holds for.
    @Test func arraysUnderAPolicyAreFoundByNoIndex() async throws {
        let intake = try await filled()
        #expect(try await plan(Self.arrays, intake).contains("arrays_keys"))
        try await intake.asAdmin("ALTER TABLE test_intake.arrays ENABLE ROW LEVEL SECURITY")
        try await intake.asAdmin(
            """
            CREATE POLICY arrays_district ON test_intake.arrays USING (CASE WHEN
                current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END)
            """)
        let plan = try await plan(Self.arrays, intake)
        #expect(!plan.contains("arrays_keys") && plan.contains("Seq Scan"), "\(plan)")
    }
}
