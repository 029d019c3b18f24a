/// An open transaction: the proof that statements commit together. It cannot leave the body it was lent to.
public struct Transaction: ~Copyable {
    let session: Session

    init(_ session: Session) { self.session = session }

    /// Sends a statement with all that was deferred before it, and waits: one round trip.
    @discardableResult
    public func run(_ sql: SQL, fileID: String = #fileID, line: Int = #line) throws -> [Row] {
        try session.runInTransaction(sql, at: Origin(fileID: fileID, line: line))?.rows ?? []
    }

    /// Like ``run(_:fileID:line:)``, for the number of rows that were inserted, changed or deleted.
    public func change(_ sql: SQL, fileID: String = #fileID, line: Int = #line) throws -> Int {
        try session.runInTransaction(sql, at: Origin(fileID: fileID, line: line))?.count ?? 0
    }

    /// Sends a statement without waiting. Its failure is thrown, with this place in it, by the next `run`, or
    /// instead of the commit.
    public func execute(_ sql: SQL, fileID: String = #fileID, line: Int = #line) throws {
        try session.send(sql, at: Origin(fileID: fileID, line: line))
    }
}
