import Postgres
import TestSupport
import Testing

@Suite struct PipelineTests {
    @Test(.timeLimit(.minutes(1)))
    func aPipelineLargerThanAllBuffersDoesNotDeadlock() async throws {
        let connection = try await Connection.connect(to: PostgresFixture.shared.database())
        let text = String(repeating: "x", count: 4000)
        let count = try await connection.transaction { tx in
            for _ in 1...8000 { try tx.execute("SELECT \(text)::text || \(text)") }
            return try tx.run("SELECT 7").first?.decode(Int.self)
        }
        #expect(count == 7)
    }

    @Test(.timeLimit(.minutes(1)))
    func oneLargeValueGoesThere() async throws {
        let connection = try await Connection.connect(to: PostgresFixture.shared.database())
        let text = String(repeating: "数", count: 5_000_000)
        #expect(try await connection.run("SELECT \(text)::text").first?.decode(String.self) == text)
    }

    @Test func preparedStatementsStayWithinTheirLimit() async throws {
        let connection = try await Connection.connect(to: PostgresFixture.shared.database())
        for number in 1...600 {
            try await connection.transaction { tx in
                let found = try tx.run(SQL(stringLiteral: "SELECT \(number)")).first?.decode(Int.self)
                #expect(found == number)
            }
        }
        let found = try await connection.run("SELECT count(*) FROM pg_prepared_statements").first?.decode(Int.self)
        let prepared = try #require(found)
        #expect(prepared > 200 && prepared < 260)
    }

    @Test(.timeLimit(.minutes(1)))
    func anErrorInTheMiddleOfALargePipelineSurfaces() async throws {
        let connection = try await Connection.connect(to: PostgresFixture.shared.database())
        try await connection.run("CREATE TABLE t (n int PRIMARY KEY)")
        let error = await #expect(throws: PostgresError.self) {
            try await connection.transaction { tx in
                for number in 1...30_000 { try tx.execute("INSERT INTO t VALUES (\(number == 9000 ? 1 : number))") }
            }
        }
        #expect(error?.sqlstate == "23505")
        #expect(try await connection.run("SELECT 1 FROM t").isEmpty)
        try await connection.transaction { tx in
            for number in 1...30_000 { try tx.execute("INSERT INTO t VALUES (\(number))") }
        }
        #expect(try await connection.run("SELECT count(*) FROM t").first?.decode(Int.self) == 30_000)
    }
}
