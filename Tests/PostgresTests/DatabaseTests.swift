import Postgres
import TestSupport
import Testing

@Suite struct DatabaseTests {
    @Test func manyTransactionsAtOnceLoseNothing() async throws {
        let database = Database(try await PostgresFixture.shared.database(), size: 8)
        try await database.run("CREATE TABLE t (n int)")
        try await database.run("INSERT INTO t VALUES (0)")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...400 {
                group.addTask { try await database.transaction { tx in try tx.execute("UPDATE t SET n = n + 1") } }
            }
            try await group.waitForAll()
        }
        #expect(try await database.run("SELECT n FROM t").first?.decode(Int.self) == 400)
        let sessions = try await database.run(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'"
        )
        let count = try sessions.first?.decode(Int.self)
        #expect(try #require(count) <= 8)
    }

    @Test func whoComesFirstIsServedFirst() async throws {
        let settings = try await PostgresFixture.shared.database()
        let (database, gate) = (Database(settings, size: 1), try await Connection.connect(to: settings))
        try await database.run("CREATE TABLE t (place serial, n int)")
        try await gate.run("SELECT pg_advisory_lock(1)")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await database.run("SELECT pg_advisory_xact_lock(1)") }
            try await eventually("the only connection is busy") {
                try await gate.run("SELECT 1 FROM pg_locks WHERE NOT granted").isEmpty ? nil : true
            }
            for number in 1...20 {
                group.addTask { try await database.run("INSERT INTO t (n) VALUES (\(number))") }
                try await eventually("\(number) are waiting") { await database.waitingCount == number ? true : nil }
            }
            try await gate.run("SELECT pg_advisory_unlock(1)")
            try await group.waitForAll()
        }
        let order = try await database.run("SELECT n FROM t ORDER BY place").map { try $0.decode(Int.self) }
        #expect(order == Array(1...20))
    }

    @Test func aFailedTransactionGivesItsConnectionBack() async throws {
        let database = Database(try await PostgresFixture.shared.database(), size: 1)
        for _ in 1...5 {
            await #expect(throws: PostgresError.self) { try await database.run("SELECT 1 / 0") }
            await #expect(throws: PostgresError.self) {
                try await database.transaction { tx in try tx.execute("SELECT 1 / 0") }
            }
        }
        #expect(try await database.run("SELECT 7").first?.decode(Int.self) == 7)
    }

    @Test func aSingleStatementCannotLeaveATransactionOpen() async throws {
        let database = Database(try await PostgresFixture.shared.database(), size: 1)
        await #expect(throws: PostgresError.self) { try await database.run("BEGIN") }
        await #expect(throws: PostgresError.self) { try await database.run("SELEKT \("a\0b")") }
        try await database.run("CREATE TABLE t (n int)")
        await #expect(throws: PostgresError.self) {
            try await database.transaction { tx in try tx.run("DROP TABLE t; DROP TABLE t") }
        }
        #expect(try await database.run("SELECT * FROM t").isEmpty)
    }

    @Test func aChangedTableDoesNotBreakThePoolForGood() async throws {
        let database = Database(try await PostgresFixture.shared.database(), size: 1)
        try await database.run("CREATE TABLE t (n int)")
        try await database.run("SELECT * FROM t")
        try await database.run("ALTER TABLE t ADD COLUMN m int")
        await #expect(throws: PostgresError.self) { try await database.run("SELECT * FROM t") }
        #expect(try await database.run("SELECT * FROM t").isEmpty)
    }

    @Test func aClosedPoolRefusesThoseWhoWait() async throws {
        let settings = try await PostgresFixture.shared.database()
        let (database, gate) = (Database(settings, size: 1), try await Connection.connect(to: settings))
        try await gate.run("SELECT pg_advisory_lock(1)")
        async let busy = database.run("SELECT pg_advisory_xact_lock(1)")
        try await eventually("the only connection is busy") {
            try await gate.run("SELECT 1 FROM pg_locks WHERE NOT granted").isEmpty ? nil : true
        }
        let late = Task { try await database.run("SELECT 1") }
        try await eventually("one waits") { await database.waitingCount == 1 ? true : nil }
        await database.close()
        await #expect(throws: DatabaseClosed.self) { try await late.value }
        await #expect(throws: DatabaseClosed.self) { try await database.run("SELECT 1") }
        try await gate.run("SELECT pg_advisory_unlock(1)")
        #expect(try await busy.count == 1)
    }
}
