import Testing

/// A schema from before the states of a case had names.
@Suite struct CaseStateMigrationTests {
    @Test func whereCasesStoodTheyStandByName() async throws {
        let earlier = try await EarlierSchema(before: "0007")
        try await earlier.admin.run(
            """
            INSERT INTO earlier.cases (district, case_id, case_number, channel, is_foreign_matter, is_complex, is_anonymous,
                callback_method, pack_version, registered_at, stage, ready_at, pending_order)
            SELECT 'changzhou', lpad(number, 32, '0')::uuid, number, 'web', false, false, false, 'phone', 'p', now(), stage,
                now(), lpad(pending, 32, '0')::uuid
            FROM (VALUES ('1', 'waiting', NULL), ('2', 'unassigned', NULL), ('3', 'dispatched', NULL),
                ('4', 'dispatched', NULL), ('5', 'dispatched', NULL), ('6', 'unassigned', '61'),
                ('7', 'unassigned', '71'), ('8', 'linked', NULL), ('9', 'dispatched', NULL))
                AS cases (number, stage, pending)
            """)
        try await earlier.admin.run(
            """
            INSERT INTO earlier.work_orders (district, work_order, case_id, unit, basis, is_lead, round, stage,
                dispatched_at)
            SELECT 'changzhou', lpad(number, 32, '0')::uuid, lpad(left(number, 1), 32, '0')::uuid, 'xinbei', basis,
                basis <> 'joint', 1, stage, '2020-05-14'::timestamptz + right(number, 1)::integer * interval '1 hour'
            FROM (VALUES ('31', 'direct', 'signed'), ('41', 'direct', 'closed'), ('42', 'joint', 'signed'),
                ('51', 'direct', 'answered'), ('52', 'rework', 'dispatched'), ('61', 'direct', 'transferred'),
                ('71', 'direct', 'returned'), ('81', 'direct', 'linked'), ('91', 'direct', 'transferred'),
                ('92', 'transfer', 'signed')) AS orders (number, basis, stage)
            """)
        try await earlier.migrate()
        let stand = try await earlier.texts(
            "SELECT stage || '/' || open_leads FROM earlier.cases ORDER BY case_id")
        #expect(
            stand == [
                "waiting/0", "unassigned/0", "dispatched/1", "closed/0", "reworked/2", "transferred/0", "returned/0",
                "linked/0", "dispatched/1",
            ])
        await earlier.admin.close()
    }
}
