/// A pool of connections, each opened when it is first needed and replaced after it was lost.
///
/// Who comes first is served first. A connection that the server has closed meanwhile is noticed before a
/// transaction begins on it, so a restart of the server costs no failed transaction by itself.
public actor Database {
    private let settings: ConnectionSettings
    private var idle: [Connection] = []
    private var free: Int
    private var waiting: [CheckedContinuation<Void, any Error>] = []
    private var outage: Outage?
    private var isClosed = false

    /// Transactions that wait for a connection.
    public var waitingCount: Int { waiting.count }

    private struct Outage {
        let error: any Error
        let failures: Int
        let nextAttempt: ContinuousClock.Instant
    }

    /// Does not connect yet.
    /// - Parameter size: the most connections, and so the most transactions at a time.
    public init(_ settings: ConnectionSettings, size: Int = 8) {
        self.settings = settings
        free = max(size, 1)
    }

    /// See ``Connection/transaction(scope:fileID:line:_:)``. Waits while all connections are busy.
    ///
    /// - Throws: besides what the connection throws: the error of connecting. During an outage an attempt is made
    ///   at most every 50 ms to 2 s; in between the last error is thrown at once.
    @discardableResult
    public func transaction<T: Sendable>(
        scope: String? = nil, fileID: String = #fileID, line: Int = #line,
        _ body: @Sendable (borrowing Transaction) throws -> T
    ) async throws -> T {
        try await lend { try await $0.transaction(scope: scope, fileID: fileID, line: line, body) }
    }

    /// One statement in a transaction of its own, without a district.
    @discardableResult
    public func run(_ sql: SQL, fileID: String = #fileID, line: Int = #line) async throws -> [Row] {
        try await lend { try await $0.run(sql, fileID: fileID, line: line) }
    }

    /// Refuses whoever waits or comes later, and closes each connection when it is free.
    public func close() async {
        isClosed = true
        for waiter in waiting { waiter.resume(throwing: DatabaseClosed()) }
        waiting = []
        let connections = idle
        idle = []
        for connection in connections { await connection.close() }
    }

    private func lend<T: Sendable>(_ body: (Connection) async throws -> T) async throws -> T {
        try await takePermit()
        defer { returnPermit() }
        while true {
            let connection = try await takeConnection()
            do {
                let value = try await body(connection)
                await giveBack(connection)
                return value
            } catch let error as PostgresError where error.isBeforeStart {
                continue
            } catch {
                if Self.isStale(error) { await connection.close() }
                await giveBack(connection)
                throw error
            }
        }
    }

    /// A plan that a migration has made stale would fail again and again on the same connection.
    private static func isStale(_ error: any Error) -> Bool {
        guard let error = error as? PostgresError else { return false }
        return ["0A000", "26000"].contains(error.sqlstate)
    }

    private func takePermit() async throws {
        guard !isClosed else { throw DatabaseClosed() }
        guard free == 0 else {
            free -= 1
            return
        }
        try await withCheckedThrowingContinuation { waiting.append($0) }
    }

    /// The permit goes to whoever has waited longest; nobody can come in between.
    private func returnPermit() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }

    private func takeConnection() async throws -> Connection {
        if let connection = idle.popLast() { return connection }
        if let outage, outage.nextAttempt > .now { throw outage.error }
        do {
            let connection = try await Connection.connect(to: settings)
            outage = nil
            return connection
        } catch {
            let failures = (outage?.failures ?? 0) + 1
            let pause = min(Duration.milliseconds(25 << min(failures, 7)), .seconds(2))
            outage = Outage(error: error, failures: failures, nextAttempt: .now + pause)
            throw error
        }
    }

    private func giveBack(_ connection: Connection) async {
        if isClosed {
            await connection.close()
        } else {
            idle.append(connection)
        }
    }
}
