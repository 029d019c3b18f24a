import CallbackSurveyService
import Foundation
import Postgres
import ServiceKit
import TestSupport
import Testing

/// A schema from when a deadline had one miss.
@Suite struct MissMigrationTests {
    @Test func whatWasMissedAndWithdrawnStaysSo() async throws {
        let admin = try await Connection.connect(to: try await PostgresFixture.shared.database())
        let place = try Provisioning(schema: "earlier", role: "earlier_misses", password: "secret")
        try await place.apply(through: admin)
        let set = try #require(CallbackSurveyService.migrations.last)
        try await applyEarlier(than: "0007", of: set, Migrator(place), through: admin)
        try await admin.run(
            """
            INSERT INTO earlier.deadlines (district, case_id, deadline, clock, rule, met_at, missed_at, withdrawn_at)
            SELECT 'changzhou', gen_random_uuid(), lpad(number, 32, '0')::uuid, 'answer', 'CZ-56', met::timestamptz,
                missed::timestamptz, withdrawn::timestamptz
            FROM (VALUES ('1', '2020-05-15', NULL, NULL), ('2', NULL, '2020-05-19', NULL),
                ('3', NULL, '2020-05-19', '2020-05-18'), ('4', NULL, NULL, NULL)) AS told (number, met, missed, withdrawn)
            """)
        try await Migrator(place).apply(set.folder, set: set.name, through: admin)
        let kept = try await admin.run(
            """
            SELECT concat_ws('/', coalesce(missed_at::date::text, '-'), coalesce(withdrawn_at::date::text, '-'),
                cardinality(misses), cardinality(withdrawals))
            FROM earlier.deadlines ORDER BY deadline
            """
        ).map { try $0.decode(String.self) }
        #expect(kept == ["-/-/0/0", "2020-05-19/-/1/0", "2020-05-19/2020-05-18/1/1", "-/-/0/0"])
        await admin.close()
    }

    private func applyEarlier(
        than migration: String, of set: MigrationSet, _ migrator: Migrator, through admin: Connection
    ) async throws {
        let files = FileManager.default
        let folder = files.temporaryDirectory.appending(path: "earlier-\(UUID().uuidString)")
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in try files.contentsOfDirectory(atPath: set.folder.path) where name < migration {
            try files.copyItem(at: set.folder.appending(path: name), to: folder.appending(path: name))
        }
        try await migrator.apply(folder, set: set.name, through: admin)
        try files.removeItem(at: folder)
    }
}
