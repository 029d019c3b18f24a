import DeadlineWatcherService
import Foundation
import Postgres
import ServiceKit
import TestSupport
import Testing

/// A schema from before the halves, with a calendar's change that was gone through and one that was under way.
@Suite struct HalvesMigrationTests {
    @Test func whatWasGoneThroughStaysSoInBothHalvesAndTheRestBeginsAnew() async throws {
        let admin = try await Connection.connect(to: try await PostgresFixture.shared.database())
        let place = try Provisioning(schema: "halves", role: "halves_watcher", password: "secret")
        try await place.apply(through: admin)
        let watcher = try #require(DeadlineWatcherService.migrations.last)
        let first = FileManager.default.temporaryDirectory.appending(path: "halves-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: first, withIntermediateDirectories: true)
        let name = "0001_deadline_watcher.sql"
        try FileManager.default.copyItem(at: watcher.folder.appending(path: name), to: first.appending(path: name))
        try await Migrator(place).apply(first, set: watcher.name, through: admin)
        try await admin.run(
            """
            INSERT INTO halves.recomputations (district, version, is_done)
            VALUES ('changzhou', 'cn-1', true), ('doumen', 'cn-1', true), ('changzhou', 'cn-2', false)
            """)
        try await Migrator(place).apply(watcher.folder, set: watcher.name, through: admin)
        let rows = try await admin.run(
            "SELECT concat_ws(' ', district, version, part, is_done) FROM halves.recomputations ORDER BY 1")
        #expect(
            try rows.map { try $0.decode(String.self) } == [
                "changzhou cn-1 0 t", "changzhou cn-1 1 t", "doumen cn-1 0 t", "doumen cn-1 1 t",
            ])
        await admin.close()
        try FileManager.default.removeItem(at: first)
    }
}
