import CLibPQ
import Glibc

extension Session {
    /// Statements between two requests to flush, so that replies keep coming and memory stays bounded.
    private static var flushInterval: Int { 256 }
    private static var mostUnanswered: Int { 8192 }

    /// Queues a statement and its preparation, if it is new to this session; does not wait.
    func send(_ sql: SQL, at origin: Origin) throws {
        guard sql.parameters.count <= Int(UInt16.max) else {
            throw spoil(origin.error("54023", "more than 65535 parameters"))
        }
        let count = Int32(sql.parameters.count)
        do {
            let name = try prepare(sql.text, at: origin)
            let isQueued = try parameters.withPointers(sql.parameters) { values in
                PQsendQueryPrepared(handle, name, count, values, nil, nil, 0)
            }
            guard isQueued == 1 else { throw lose(at: origin) }
        } catch let error as ParameterBuffer.HoldsNUL {
            throw spoil(origin.error("22021", "parameter \(error.index + 1) holds a NUL byte"))
        }
        expected.append(.statement, origin)
        if expected.count % Self.flushInterval == 0 { try relieve(at: origin) }
    }

    /// Waits for every reply so far and throws the first failure; the session can be used afterwards.
    /// - Returns: the last statement's result.
    @discardableResult
    func synchronise(at origin: Origin) throws -> QueryResult? {
        guard PQpipelineSync(handle) == 1 else { throw lose(at: origin) }
        expected.append(.synchronisation, origin)
        var last: QueryResult?
        do {
            while let result = try readReply() { last = result ?? last }
        } catch {
            // What the server said before it hung up says more than that it hung up.
            defer { failure = nil }
            throw failure ?? error
        }
        defer { failure = nil }
        if let failure { throw failure }
        return last
    }

    private func prepare(_ text: String, at origin: Origin) throws -> String {
        if let name = statements.name(for: text) { return name }
        guard !text.utf8.contains(0) else { throw spoil(origin.error("22021", "the statement holds a NUL byte")) }
        let name = statements.add(text)
        guard PQsendPrepare(handle, name, text, 0, nil) == 1 else { throw lose(at: origin) }
        expected.append(.preparation(text: text), origin)
        return name
    }

    private func spoil(_ error: PostgresError) -> PostgresError {
        isSpoiled = true
        return error
    }

    /// Takes what replies have come, so that neither side waits for the other with full buffers.
    private func relieve(at origin: Origin) throws {
        guard PQsendFlushRequest(handle) == 1, PQflush(handle) >= 0 else { throw lose(at: origin) }
        if poll(Int32(POLLIN), milliseconds: 0) != 0 { _ = PQconsumeInput(handle) }
        let most = expected.count > Self.mostUnanswered ? Self.mostUnanswered / 2 : Int.max
        while expected.count > most || (expected.count > 0 && PQisBusy(handle) == 0) {
            guard try readReply() != nil else { return }
        }
    }

    /// Waits for the next reply that is owed and notes its failure.
    /// - Returns: nil when nothing is owed; the inner result is nil for what is not a statement.
    private func readReply() throws -> QueryResult?? {
        guard let reply = expected.first else { return nil }
        awaitInput()
        guard let handle = PQgetResult(handle) else { throw lose(at: reply.origin) }
        let result = QueryResult(handle)
        guard PQstatus(self.handle) == CONNECTION_OK else {
            let error = result.error(at: reply.origin)
            let loss = lose(at: reply.origin)
            failure = failure ?? error
            throw loss
        }
        expected.removeFirst()
        if case .synchronisation = reply.kind {
            guard result.status == PGRES_PIPELINE_SYNC else { throw lose(at: reply.origin) }
            return .some(nil)
        }
        note(result, for: reply)
        awaitInput()
        guard PQgetResult(self.handle) == nil else { throw lose(at: reply.origin) }
        if case .statement = reply.kind { return .some(result) }
        return .some(nil)
    }

    private func note(_ result: QueryResult, for reply: ExpectedReplies.Reply) {
        let isSkipped = result.status == PGRES_PIPELINE_ABORTED
        let error = isSkipped ? nil : result.error(at: reply.origin)
        if case .preparation(let text) = reply.kind, isSkipped || error != nil { statements.forget(text) }
        failure = failure ?? error
    }

    /// Sends and receives until the next result can be read without blocking. A failure shows in that result.
    private func awaitInput() {
        while PQisBusy(handle) == 1 {
            let unsent = PQflush(handle)
            let ready = poll(Int32(POLLIN) | (unsent == 1 ? Int32(POLLOUT) : 0), milliseconds: -1)
            guard PQconsumeInput(handle) == 1, ready & POLLERR == 0 || PQsocket(handle) >= 0 else { return }
        }
    }
}
