import BlockingExecutor
import CLibPQ

/// One session with PostgreSQL, on a thread of its own: a call blocks that thread and no other.
///
/// A connection that was lost stays lost, for its locks and its LISTEN are gone with it; ``Database`` replaces
/// its own.
public actor Connection {
    private let executor = BlockingExecutor(label: "postgres")
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private var session: Session?
    private var channels: Set<String> = []

    private init() {}

    /// - Throws: ``PostgresError``: `28P01` for a wrong password, `3D000` for an unknown database, `08001` when
    ///   nobody answers. It does not try again.
    public static func connect(
        to settings: ConnectionSettings, fileID: String = #fileID, line: Int = #line
    ) async throws -> Connection {
        let connection = Connection()
        try await connection.open(settings, at: Origin(fileID: fileID, line: line))
        return connection
    }

    /// False when the connection is closed or known to be lost.
    public var isOpen: Bool {
        guard let session else { return false }
        session.checkAlive()
        return !session.isLost
    }

    /// One statement in a transaction of its own.
    @discardableResult
    public func run(_ sql: SQL, fileID: String = #fileID, line: Int = #line) throws -> [Row] {
        let origin = Origin(fileID: fileID, line: line)
        let session = try open(at: origin)
        do {
            try session.send(sql, at: origin)
            let rows = try session.synchronise(at: origin)?.rows ?? []
            try session.checkIdle(at: origin)
            return rows
        } catch {
            session.rollback(at: origin)
            throw error
        }
    }

    /// Everything `body` does commits together or not at all; `body` cannot suspend.
    ///
    /// - Parameter scope: the district for row-level security: `hotline.district` during this transaction.
    /// - Throws: what `body` throws; ``PostgresError``; ``RolledBack`` when `body` swallowed a failure;
    ///   ``CommitUnknown``.
    @discardableResult
    public func transaction<T: Sendable>(
        scope: String? = nil, fileID: String = #fileID, line: Int = #line,
        _ body: @Sendable (borrowing Transaction) throws -> T
    ) throws -> T {
        let origin = Origin(fileID: fileID, line: line)
        let session = try open(at: origin)
        let value: T
        do {
            try session.begin(scope: scope, at: origin)
            value = try body(Transaction(session))
        } catch {
            session.rollback(at: origin)
            throw error
        }
        try session.commit(at: origin)
        return value
    }

    /// Listens on a channel and waits; returns at once when notifications are there already.
    ///
    /// - Returns: how many came since the last call, on any channel listened on; 0 after `limit`, or when the task
    ///   is cancelled.
    public func notifications(
        on channel: String, waiting limit: Duration, fileID: String = #fileID, line: Int = #line
    ) throws -> Int {
        let origin = Origin(fileID: fileID, line: line)
        let session = try open(at: origin)
        if !channels.contains(channel) {
            try session.listen(on: channel, at: origin)
            channels.insert(channel)
        }
        return try session.awaitNotifications(for: limit, at: origin)
    }

    /// Open transactions are rolled back by the server; later calls throw `08003`.
    public func close() { session = nil }

    private func open(_ settings: ConnectionSettings, at origin: Origin) throws {
        session = try Session.connect(settings, at: origin)
    }

    func open(at origin: Origin) throws -> Session {
        session?.checkAlive()
        if let session, !session.isLost { return session }
        var error = origin.error(
            session == nil ? "08003" : "08006", "the connection is \(session == nil ? "closed" : "lost")")
        error.isBeforeStart = true
        throw error
    }
}
