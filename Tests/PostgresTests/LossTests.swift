import Postgres
import TestSupport
import Testing

@Suite struct LossTests {
    private func backend(_ connection: Connection) async throws -> Int {
        try #require(await connection.run("SELECT pg_backend_pid()").first?.decode(Int.self))
    }

    @Test func aKilledBackendIsReportedAsLost() async throws {
        let settings = try await PostgresFixture.shared.database()
        let (victim, killer) = (try await Connection.connect(to: settings), try await Connection.connect(to: settings))
        let id = try await backend(victim)
        let error = await #expect(throws: PostgresError.self) {
            try await victim.transaction { tx in
                try tx.run("SELECT pg_terminate_backend(pg_backend_pid())")
                try tx.run("SELECT 1")
            }
        }
        #expect(error?.isConnectionLost == true)
        #expect(await !victim.isOpen)
        let next = await #expect(throws: PostgresError.self) { try await victim.run("SELECT 1") }
        #expect(next?.isConnectionLost == true)
        try await eventually("the backend is gone") {
            try await killer.run("SELECT 1 FROM pg_stat_activity WHERE pid = \(id)").isEmpty ? true : nil
        }
    }

    @Test func thePoolReplacesAConnectionThatWasKilledWhileIdle() async throws {
        let settings = try await PostgresFixture.shared.database()
        let database = Database(settings, size: 4)
        let killer = try await Connection.connect(to: settings)
        for _ in 1...3 {
            async let first = database.run("SELECT pg_backend_pid(), pg_sleep(0.1)")
            async let second = database.run("SELECT pg_backend_pid(), pg_sleep(0.1)")
            let ids = try await [first, second].compactMap { try $0.first?.decode(Int.self) }
            try await killer.run("SELECT pg_terminate_backend(pid) FROM unnest(\(ids)::int[]) AS pid")
            try await eventually("the backends are gone") {
                try await killer.run("SELECT 1 FROM pg_stat_activity WHERE pid = ANY(\(ids)::int[])").isEmpty
                    ? true : nil
            }
            let found = try await database.transaction { tx in try tx.run("SELECT 7").first?.decode(Int.self) }
            #expect(found == 7)
        }
        await database.close()
    }

    @Test func aCommitWhoseConnectionBreaksIsUnknown() async throws {
        let settings = try await PostgresFixture.shared.database()
        let database = Database(settings, size: 1)
        try await database.run("CREATE TABLE t (n int)")
        try await database.run(
            """
            CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$
            """)
        try await database.run(
            """
            CREATE CONSTRAINT TRIGGER die AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION die()
            """)
        await #expect(throws: CommitUnknown.self) {
            try await database.transaction { tx in try tx.execute("INSERT INTO t VALUES (1)") }
        }
        #expect(try await database.run("SELECT 7").first?.decode(Int.self) == 7)
    }

    @Test func aLossBeforeTheCommitIsNotUnknown() async throws {
        let database = Database(try await PostgresFixture.shared.database(), size: 1)
        let error = await #expect(throws: PostgresError.self) {
            try await database.transaction { tx in
                try tx.run("SELECT pg_terminate_backend(pg_backend_pid())")
                try tx.run("SELECT 1")
            }
        }
        #expect(error?.isConnectionLost == true)
    }

    @Test(.timeLimit(.minutes(2)))
    func aServerThatWasKilledAndComesBackIsUsedAgain() async throws {
        let cluster = PrivateCluster.temporary("restart")
        let settings = try await ConnectionSettings(postgresVariables: cluster.start())
        let database = Database(settings, size: 4)
        try await database.run("CREATE TABLE t (n int)")
        try await database.run("INSERT INTO t VALUES (1)")
        try await cluster.kill()
        let error = await #expect(throws: PostgresError.self) { try await database.run("SELECT 1") }
        #expect(error?.isConnectionLost == true)
        try await cluster.start()
        let found = try await eventually("the pool is back", within: .seconds(10)) {
            do {
                return try await database.run("SELECT count(*) FROM t").first?.decode(Int.self)
            } catch let error as PostgresError where error.isConnectionLost {
                return nil
            }
        }
        #expect(found == 1)
        try await cluster.stop()
    }
}
