import CLibPQ

extension Session {
    /// Queues BEGIN, and the district with it; nothing is sent yet.
    func begin(scope: String?, at origin: Origin) throws {
        isSpoiled = false
        for name in statements.takeEvicted() {
            // Names are ours, `s` and a number.
            guard PQsendQueryParams(handle, "DEALLOCATE \(name)", 0, nil, nil, nil, nil, 0) == 1 else {
                throw lose(at: origin)
            }
            expected.append(.statement, origin)
        }
        try send("BEGIN", at: origin)
        if let scope { try send("SELECT set_config('hotline.district', \(scope), true)", at: origin) }
    }

    /// One statement and all that was deferred before it; afterwards the transaction must still be open.
    func runInTransaction(_ sql: SQL, at origin: Origin) throws -> QueryResult? {
        try send(sql, at: origin)
        let result = try synchronise(at: origin)
        if PQtransactionStatus(handle) == PQTRANS_IDLE {
            isSpoiled = true
            throw origin.error("25P01", "the body of a transaction must not end it")
        }
        return result
    }

    /// A statement outside a transaction must not leave one open, for the next to find.
    func checkIdle(at origin: Origin) throws {
        guard PQtransactionStatus(handle) == PQTRANS_IDLE else {
            throw origin.error("25001", "a single statement must not begin a transaction")
        }
    }

    /// - Throws: ``RolledBack``, ``CommitUnknown``, or the failure of a deferred statement or of COMMIT itself.
    func commit(at origin: Origin) throws {
        guard !isSpoiled else {
            rollback(at: origin)
            throw RolledBack(fileID: origin.fileID, line: origin.line)
        }
        do {
            try send("COMMIT", at: origin)
            let tag = try synchronise(at: origin)?.commandTag
            guard tag == "COMMIT" else { throw RolledBack(fileID: origin.fileID, line: origin.line) }
        } catch let error as PostgresError {
            // A cancelled COMMIT may have been stored as well.
            let isCancelled = error.sqlstate == "57014" && PQtransactionStatus(handle) == PQTRANS_IDLE
            if isLost ? error.isConnectionLost : isCancelled { throw CommitUnknown(cause: error) }
            rollback(at: origin)
            throw error
        }
    }

    /// Ends an open or failed transaction; a session that cannot even do that is lost, and so is the transaction.
    func rollback(at origin: Origin) {
        guard !isLost else { return }
        do {
            // What is deferred is answered first: after a failure the server skips all up to a synchronisation.
            if expected.count > 0 { try settle(at: origin) }
            guard PQtransactionStatus(handle) != PQTRANS_IDLE else { return }
            try send("ROLLBACK", at: origin)
            try synchronise(at: origin)
        } catch {
            _ = lose(at: origin)
        }
    }

    /// Awaits what was deferred; only the loss of the connection matters now.
    private func settle(at origin: Origin) throws {
        do {
            try synchronise(at: origin)
        } catch  where !isLost {
            return
        }
    }
}
