import Postgres
import Synchronization

/// Holds back all who write to one table until they queue for it, or for each other, so that what comes at once truly meets.
public struct HeldTable: Sendable {
    private final class Flag: Sendable {
        let isUp = Atomic(false)
    }

    let admin: ConnectionSettings
    let table: String

    /// - Parameters:
    ///   - admin: a superuser's settings.
    ///   - table: with its schema.
    public init(_ table: String, as admin: ConnectionSettings) {
        self.table = table
        self.admin = admin
    }

    /// Does both at once, each up to where it waits.
    ///
    /// - Throws: `NobodyQueued` where not both of them have come to wait.
    public func meet(
        _ first: @escaping @Sendable () async throws -> Void, _ second: @escaping @Sendable () async throws -> Void
    ) async throws {
        let connection = try await Connection.connect(to: admin)
        let flag = Flag()
        async let held: Void = connection.transaction { try hold(flag, in: $0) }
        try await eventually("the table is held") { flag.isUp.load(ordering: .relaxed) ? true : nil }
        async let one: Void = first()
        try await eventually("the first waits") { try await waiting() >= 1 ? true : nil }
        async let other: Void = second()
        _ = try await (one, other, held)
        await connection.close()
    }

    /// Holds the table while `body` runs, at most 30 s.
    public func whileHeld<T: Sendable>(_ body: () async throws -> T) async throws -> T {
        let connection = try await Connection.connect(to: admin)
        let (flag, over) = (Flag(), Flag())
        async let held: Void = connection.transaction { try hold(flag, until: over, in: $0) }
        do {
            try await eventually("the table is held") { flag.isUp.load(ordering: .relaxed) ? true : nil }
            let value = try await body()
            over.isUp.store(true, ordering: .relaxed)
            try await held
            await connection.close()
            return value
        } catch {
            over.isUp.store(true, ordering: .relaxed)
            throw error
        }
    }

    private static let waiting: SQL = """
        SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
        """

    /// How many sessions wait for a lock.
    public func waiting() async throws -> Int {
        let connection = try await Connection.connect(to: admin)
        let rows = try await connection.run(Self.waiting)
        await connection.close()
        return try rows.first?.decode(Int.self) ?? 0
    }

    private func hold(_ flag: Flag, until over: Flag, in transaction: borrowing Transaction) throws {
        try transaction.run(SQL(stringLiteral: "LOCK TABLE \(table) IN SHARE MODE"))
        flag.isUp.store(true, ordering: .relaxed)
        for _ in 0..<1_500 where !over.isUp.load(ordering: .relaxed) { try transaction.run("SELECT pg_sleep(0.02)") }
    }

    private func hold(_ flag: Flag, in transaction: borrowing Transaction) throws {
        try transaction.run(SQL(stringLiteral: "LOCK TABLE \(table) IN SHARE MODE"))
        flag.isUp.store(true, ordering: .relaxed)
        for _ in 0..<500 {
            try transaction.run("SELECT pg_stat_clear_snapshot()")
            if try transaction.run(Self.waiting).first?.decode(Int.self) ?? 0 >= 2 { return }
            try transaction.run("SELECT pg_sleep(0.02)")
        }
        throw NobodyQueued()
    }

    public struct NobodyQueued: Error {}
}
