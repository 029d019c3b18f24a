import Testing

/// A schema from before the due time first set was left to the deadline.
@Suite struct ExtensionMigrationTests {
    @Test("X25: what was typed as first due does not stay on record, and a notice's day does")
    func whatWasTypedIsNoRecord() async throws {
        let earlier = try await EarlierSchema(before: "0006")
        try await earlier.admin.run(
            """
            INSERT INTO earlier.work_orders (district, work_order, case_id, unit, basis, is_lead, round, dispatched_at,
                notice_due_at)
            SELECT 'doumen', lpad(number, 32, '0')::uuid, gen_random_uuid(), 'education', 'direct', true, 1, now(),
                notice::timestamptz
            FROM (VALUES ('1', NULL), ('2', '2020-05-22')) AS orders (number, notice)
            """)
        try await earlier.admin.run(
            """
            INSERT INTO earlier.extensions (district, work_order, clock, step, is_granted, due_at, original_due_at,
                decided_at)
            SELECT 'doumen', lpad(number, 32, '0')::uuid, clock, 1, true, '2020-06-05', typed::timestamptz, now()
            FROM (VALUES ('1', 'complaint', '2020-05-21'), ('2', 'notice', '2020-05-22'),
                ('2', 'complaint', '2020-05-20')) AS granted (number, clock, typed)
            """)
        try await earlier.migrate()
        let kept = try await earlier.texts(
            "SELECT original_due_at::date::text FROM earlier.extensions ORDER BY work_order, clock")
        #expect(kept == [nil, nil, "2020-05-22"])
        await earlier.admin.close()
    }
}
