import CLibPQ
import Glibc

/// A `PGconn`, always in pipeline mode. It belongs to one ``Connection`` and stays on its thread.
final class Session {
    let handle: OpaquePointer
    var statements = StatementCache(capacity: 256)
    var parameters = ParameterBuffer()
    /// What was sent and not yet answered, in order.
    var expected = ExpectedReplies()
    /// The first failure since the last synchronisation.
    var failure: PostgresError?
    /// The transaction must not be committed, though the server does not know why.
    var isSpoiled = false
    private(set) var isLost = false

    init(_ handle: OpaquePointer) {
        self.handle = handle
        PQsetNoticeReceiver(handle, receiveNotice, Unmanaged.passUnretained(self).toOpaque())
    }

    deinit { PQfinish(handle) }

    /// Waits until the socket is ready.
    /// - Returns: the events that came, 0 after the time-out.
    func poll(_ events: Int32, milliseconds: Int32) -> Int32 {
        var descriptor = pollfd(fd: PQsocket(handle), events: Int16(events), revents: 0)
        guard descriptor.fd >= 0 else { return POLLERR }
        while true {
            let ready = Glibc.poll(&descriptor, 1, milliseconds)
            if ready < 0, errno == EINTR { continue }
            return ready == 0 ? 0 : Int32(descriptor.revents)
        }
    }

    /// Notices, without waiting, whether the server has hung up since the last statement.
    func checkAlive() {
        guard !isLost else { return }
        if poll(Int32(POLLIN), milliseconds: 0) != 0, PQconsumeInput(handle) == 0 { isLost = true }
        _ = PQisBusy(handle)  // reads what has come, and a farewell goes to the notice receiver
        if PQstatus(handle) == CONNECTION_BAD { isLost = true }
    }

    /// Warnings are not passed on. A server that hangs up on an idle session says so in a notice.
    fileprivate func receive(noticeOf sqlstate: String) {
        if sqlstate.hasPrefix("57P") { isLost = true }
    }

    /// Marks the session as lost.
    func lose(at origin: Origin) -> PostgresError {
        isLost = true
        expected.removeAll()
        let message = firstLine(of: String(cString: PQerrorMessage(handle)))
        return origin.error("08006", message)
    }
}

/// Called by libpq on the session's own thread, inside one of its calls.
private func receiveNotice(_ session: UnsafeMutableRawPointer?, _ notice: OpaquePointer?) {
    guard let session, let sqlstate = notice.flatMap({ hotline_pq_sqlstate($0) }) else { return }
    Unmanaged<Session>.fromOpaque(session).takeUnretainedValue().receive(noticeOf: String(cString: sqlstate))
}
