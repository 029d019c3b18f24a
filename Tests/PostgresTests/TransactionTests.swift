import Postgres
import TestSupport
import Testing

@Suite struct TransactionTests {
    @Test func whatABodyDoesCommitsTogether() async throws {
        let connection = try await Connection.connect(to: PostgresFixture.shared.database())
        try await connection.run("CREATE TABLE t (n int PRIMARY KEY)")
        let found = try await connection.transaction { tx in
            try tx.execute("INSERT INTO t VALUES (\(1))")
            try tx.execute("INSERT INTO t VALUES (\(2))")
            return try tx.run("SELECT count(*), max(n) FROM t").map { try $0.decode((Int, Int?).self) }
        }
        #expect(found.first?.0 == 2)
        #expect(found.first?.1 == 2)
    }
}
