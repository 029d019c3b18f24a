import DispatchService
import Foundation
import Postgres
import ServiceKit
import TestSupport
import Testing

/// A schema from before suggestions, with work orders in it.
@Suite struct SuggestionMigrationTests {
    @Test func whatWasHandledBeforeIsLearntFrom() async throws {
        let admin = try await Connection.connect(to: try await PostgresFixture.shared.database())
        let place = try Provisioning(schema: "earlier", role: "earlier_dispatch", password: "secret")
        try await place.apply(through: admin)
        let dispatch = try #require(DispatchService.migrations.last)
        let before = FileManager.default.temporaryDirectory.appending(path: "earlier-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: before, withIntermediateDirectories: true)
        for name in ["0001_dispatch.sql", "0002_form_reply.sql"] {
            try FileManager.default.copyItem(
                at: dispatch.folder.appending(path: name), to: before.appending(path: name))
        }
        try await Migrator(place).apply(before, set: dispatch.name, through: admin)
        try await admin.run(
            """
            INSERT INTO earlier.work_orders (district, work_order, case_id, unit, basis, is_lead, round, stage,
                dispatched_at)
            SELECT district, gen_random_uuid(), lpad(number, 32, '0')::uuid, 'transport', 'offAir', is_lead, 1, stage, now()
            FROM (VALUES ('changzhou', '1', true, 'answered'), ('changzhou', '1', true, 'closed'),
                ('doumen', '2', true, 'closed'), ('doumen', '3', false, 'answered'), ('doumen', '4', true, 'returned'),
                ('doumen', '5', true, 'signed')) AS orders (district, number, is_lead, stage)
            """)
        try await Migrator(place).apply(dispatch.folder, set: dispatch.name, through: admin)
        let rows = try await admin.run("SELECT district || right(case_id::text, 1) FROM earlier.unlearnt ORDER BY 1")
        #expect(try rows.map { try $0.decode(String.self) } == ["changzhou1", "doumen2"])
        await admin.close()
        try FileManager.default.removeItem(at: before)
    }
}
