import Testing

/// A schema from before suggestions, with work orders in it.
@Suite struct SuggestionMigrationTests {
    @Test func whatWasHandledBeforeIsLearntFrom() async throws {
        let earlier = try await EarlierSchema(before: "0003")
        try await earlier.admin.run(
            """
            INSERT INTO earlier.work_orders (district, work_order, case_id, unit, basis, is_lead, round, stage,
                dispatched_at)
            SELECT district, gen_random_uuid(), lpad(number, 32, '0')::uuid, 'transport', 'offAir', is_lead, 1, stage, now()
            FROM (VALUES ('changzhou', '1', true, 'answered'), ('changzhou', '1', true, 'closed'),
                ('doumen', '2', true, 'closed'), ('doumen', '3', false, 'answered'), ('doumen', '4', true, 'returned'),
                ('doumen', '5', true, 'signed')) AS orders (district, number, is_lead, stage)
            """)
        try await earlier.migrate()
        let rows = try await earlier.texts(
            "SELECT district || right(case_id::text, 1) FROM earlier.unlearnt ORDER BY 1")
        #expect(rows == ["changzhou1", "doumen2"])
        await earlier.admin.close()
    }
}
