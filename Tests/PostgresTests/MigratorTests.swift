import Foundation
import Postgres
import TestSupport
import Testing

@Suite struct MigratorTests {
    /// A namespace of its own, for roles belong to the whole cluster.
    private func place(_ name: String) throws -> Provisioning {
        let unique = UUID().uuidString.lowercased().filter { $0 != "-" }.prefix(10)
        return try Provisioning(schema: "\(name)_\(unique)", role: "\(name)_\(unique)", password: "p'w\\$")
    }

    private func folder(_ files: [String: String]) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "migrations-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try write(files, into: folder)
        return folder
    }

    private func write(_ files: [String: String], into folder: URL) throws {
        for (name, text) in files {
            try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
        }
    }

    private let table = """
        CREATE TABLE cases (district text, n int, PRIMARY KEY (district, n));
        ALTER TABLE cases ENABLE ROW LEVEL SECURITY;
        ALTER TABLE cases FORCE ROW LEVEL SECURITY;
        CREATE POLICY own ON ${schema}.cases TO ${role} USING (district = current_setting('hotline.district', true));
        """

    @Test func theServiceSeesItsDistrictAndOwnsNothing() async throws {
        let settings = try await PostgresFixture.shared.database()
        let (admin, place) = (try await Connection.connect(to: settings), try place("intake"))
        try await place.apply(through: admin, extensions: ["pg_trgm"])
        try await place.apply(through: admin, extensions: ["pg_trgm"])
        let folder = try folder(["0001_make_cases.sql": table])
        #expect(try await Migrator(place).apply(folder, set: "intake", through: admin) == ["0001_make_cases.sql"])

        var login = settings
        (login.user, login.password, login.searchPath) = (place.role, "p'w\\$", [place.schema, "public"])
        let service = Database(login, size: 2)
        for district in ["changzhou", "doumen"] {
            try await service.transaction(scope: district) { tx in
                try tx.execute("INSERT INTO cases VALUES (\(district), 1)")
            }
        }
        let count: SQL = "SELECT count(*) FROM cases"
        #expect(try await service.run(count).first?.decode(Int.self) == 0)
        let own = try await service.transaction(scope: "doumen") { tx in try tx.run(count).first?.decode(Int.self) }
        #expect(own == 1)
        await #expect(throws: PostgresError.self) {
            try await service.transaction(scope: "doumen") { tx in
                try tx.execute("INSERT INTO cases VALUES ('changzhou', 2)")
            }
        }
        for forbidden in [
            "CREATE TABLE t ()", "ALTER TABLE cases DISABLE ROW LEVEL SECURITY", "DELETE FROM migrations",
        ] {
            let error = await #expect(throws: PostgresError.self) {
                try await service.run(SQL(stringLiteral: forbidden))
            }
            #expect(error?.sqlstate == "42501")
        }
    }

    @Test func whatWasAppliedIsNotAppliedAgain() async throws {
        let admin = try await Connection.connect(to: PostgresFixture.shared.database())
        let place = try place("intake")
        try await place.apply(through: admin)
        let folder = try folder(["0001_a.sql": "CREATE TABLE a ();", "README.md": "no migration"])
        let migrator = Migrator(place)
        #expect(try await migrator.apply(folder, set: "intake", through: admin) == ["0001_a.sql"])
        try write(["0002_b.sql": "CREATE TABLE b ();"], into: folder)
        #expect(try await migrator.apply(folder, set: "intake", through: admin) == ["0002_b.sql"])
        #expect(try await migrator.apply(folder, set: "intake", through: admin) == [])
        let other = try self.folder(["0001_c.sql": "CREATE TABLE c ();"])
        #expect(try await migrator.apply(other, set: "messaging", through: admin) == ["0001_c.sql"])
    }

    @Test func aChangedFileIsNamed() async throws {
        let admin = try await Connection.connect(to: PostgresFixture.shared.database())
        let place = try place("intake")
        try await place.apply(through: admin)
        let folder = try folder(["0001_a.sql": "CREATE TABLE a ();"])
        try await Migrator(place).apply(folder, set: "intake", through: admin)
        try write(["0001_a.sql": "CREATE TABLE a (n int);"], into: folder)
        let error = await #expect(throws: MigrationError.self) {
            try await Migrator(place).apply(folder, set: "intake", through: admin)
        }
        #expect(error?.file == "0001_a.sql")
        #expect(error?.reason.contains("changed") == true)
    }

    @Test(arguments: [
        (["0001_a.sql": "SELECT 1;", "0003_c.sql": "SELECT 1;"], "0003_c.sql"),
        (["0001_a.sql": "SELECT 1;", "0001_b.sql": "SELECT 1;"], "0001_b.sql"),
        (["1_a.sql": "SELECT 1;"], "1_a.sql"),
        (["0001_a.sql": "SELECT 1;\nCREATE TABLE ${nobody}.a ();"], "0001_a.sql:2"),
        (["0001_a.sql": "CREATE TABLE a ();\nCREATE TABEL b ();"], "0001_a.sql:2"),
        (["0001_a.sql": "CREATE TABLE a (); COMMIT;"], "0001_a.sql"),
    ])
    func aBadFileIsNamed(files: [String: String], file: String) async throws {
        let admin = try await Connection.connect(to: PostgresFixture.shared.database())
        let place = try place("intake")
        try await place.apply(through: admin)
        let error = await #expect(throws: MigrationError.self) {
            try await Migrator(place).apply(folder(files), set: "intake", through: admin)
        }
        #expect(error?.file == file)
    }

    @Test func severalAtOnceApplyEachFileOnce() async throws {
        let settings = try await PostgresFixture.shared.database()
        let place = try place("intake")
        let folder = try folder(["0001_a.sql": "CREATE TABLE a ();", "0002_b.sql": "CREATE TABLE b ();"])
        let applied = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 1...6 {
                group.addTask {
                    let admin = try await Connection.connect(to: settings)
                    try await place.apply(through: admin)
                    return try await Migrator(place).apply(folder, set: "intake", through: admin)
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(applied.sorted() == ["0001_a.sql", "0002_b.sql"])
    }

    @Test(arguments: ["", "Intake", "1a", "a b", "a;b", "a\"b", "数", String(repeating: "a", count: 64)])
    func aNameThatWouldNeedQuotingIsRefused(name: String) {
        #expect(throws: InvalidIdentifier.self) { try Provisioning(schema: name, role: "a", password: "") }
    }
}
