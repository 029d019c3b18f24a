import Postgres
import TestSupport
import Testing

@Suite struct TransactionTests {
    private func connection() async throws -> Connection {
        let connection = try await Connection.connect(to: PostgresFixture.shared.database())
        try await connection.run("CREATE TABLE t (n int PRIMARY KEY)")
        return connection
    }

    private func count(_ connection: Connection) async throws -> Int? {
        try await connection.run("SELECT count(*) FROM t").first?.decode(Int.self)
    }

    @Test func whatABodyDoesCommitsTogether() async throws {
        let connection = try await connection()
        let found = try await connection.transaction { tx in
            try tx.execute("INSERT INTO t VALUES (\(1))")
            try tx.execute("INSERT INTO t VALUES (\(2))")
            return try tx.run("SELECT count(*), max(n) FROM t").first?.decode((Int, Int?).self)
        }
        #expect(found?.0 == 2 && found?.1 == 2)
        #expect(try await count(connection) == 2)
    }

    @Test func anErrorOfTheBodyRollsBack() async throws {
        let connection = try await connection()
        await #expect(throws: Stop.self) {
            try await connection.transaction { tx in
                try tx.execute("INSERT INTO t VALUES (1)")
                throw Stop()
            }
        }
        await #expect(throws: Stop.self) {
            try await connection.transaction { tx in
                try tx.run("INSERT INTO t VALUES (2)")
                try tx.execute("INSERT INTO t VALUES (2)")
                throw Stop()
            }
        }
        #expect(try await count(connection) == 0)
    }

    @Test func aSwallowedErrorIsNoCommit() async throws {
        let connection = try await connection()
        await #expect(throws: RolledBack.self) {
            try await connection.transaction { tx in
                try tx.run("INSERT INTO t VALUES (1)")
                _ = try? tx.run("INSERT INTO t VALUES (1)")  // the test is that this is noticed
            }
        }
        await #expect(throws: RolledBack.self) {
            try await connection.transaction { tx in
                try tx.run("INSERT INTO t VALUES (1)")
                _ = try? tx.execute("INSERT INTO t VALUES (\("2\0")::int)")  // the test is that this is noticed
            }
        }
        #expect(try await count(connection) == 0)
    }

    @Test func aDeferredErrorSurfacesAtTheNextRun() async throws {
        let connection = try await connection()
        let error = await #expect(throws: PostgresError.self) {
            try await connection.transaction { tx in
                try tx.execute("INSERT INTO t VALUES (1)")
                try tx.execute("INSERT INTO t VALUES (1)", fileID: "here", line: 7)
                try tx.execute("INSERT INTO t VALUES (3)")
                try tx.run("SELECT 1")
                Issue.record("the next run must not succeed")
            }
        }
        #expect(error?.sqlstate == "23505" && error?.fileID == "here" && error?.line == 7)
        #expect(error?.table == "t" && error?.constraint == "t_pkey")
        #expect(try await count(connection) == 0)
    }

    @Test func aDeferredErrorSurfacesInsteadOfTheCommit() async throws {
        let connection = try await connection()
        for _ in 1...3 {
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction { tx in
                    try tx.execute("INSERT INTO t VALUES (1), (1)")
                    try tx.execute("INSERT INTO t VALUES (2)")
                }
            }
            #expect(error?.sqlstate == "23505")
        }
        #expect(try await count(connection) == 0)
    }

    @Test func aConstraintCheckedAtCommitFailsTheTransaction() async throws {
        let connection = try await connection()
        try await connection.run("CREATE TABLE u (n int REFERENCES t DEFERRABLE INITIALLY DEFERRED)")
        let error = await #expect(throws: PostgresError.self) {
            try await connection.transaction { tx in try tx.execute("INSERT INTO u VALUES (9)") }
        }
        #expect(error?.sqlstate == "23503")
        #expect(try await connection.run("SELECT 1 FROM u").isEmpty)
    }

    @Test func aSyntaxErrorIsForgottenByTheStatementCache() async throws {
        let connection = try await connection()
        for _ in 1...2 {
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction { tx in try tx.run("INSERT INTO missing VALUES (1)") }
            }
            #expect(error?.sqlstate == "42P01")
        }
        try await connection.run("CREATE TABLE missing (n int)")
        try await connection.transaction { tx in try tx.run("INSERT INTO missing VALUES (1)") }
    }

    @Test(arguments: ["COMMIT", "ROLLBACK"] as [SQL])
    func aBodyCannotEndItsTransaction(ending: SQL) async throws {
        let connection = try await connection()
        await #expect(throws: PostgresError.self) {
            try await connection.transaction { tx in
                try tx.run(ending)
                try tx.run("INSERT INTO t VALUES (1)")
            }
        }
        #expect(try await count(connection) == 0)
    }

    @Test func theDistrictLastsAsLongAsTheTransaction() async throws {
        let connection = try await connection()
        let ask: SQL = "SELECT current_setting('hotline.district', true)"
        for district in ["changzhou", "it's; \\"] {
            let inside = try await connection.transaction(scope: district) { tx in
                try tx.run(ask).first?.decode(String?.self)
            }
            #expect(inside == district)
            let after = try await connection.transaction { tx in try tx.run(ask).first?.decode(String?.self) }
            #expect((after ?? "") == "")
        }
    }

    @Test func changesAreCounted() async throws {
        let connection = try await connection()
        let counts = try await connection.transaction { tx in
            let inserted = try tx.change("INSERT INTO t SELECT generate_series(1, 5)")
            return [
                inserted, try tx.change("DELETE FROM t WHERE n > 3"), try tx.change("UPDATE t SET n = n WHERE n = 0"),
            ]
        }
        #expect(counts == [5, 2, 0])
    }

    struct Stop: Error {}
}
