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

    init(_ handle: OpaquePointer) { self.handle = handle }

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
        if PQstatus(handle) == CONNECTION_BAD { isLost = true }
    }

    /// Marks the session as lost.
    func lose(at origin: Origin) -> PostgresError {
        isLost = true
        expected.removeAll()
        let message = firstLine(of: String(cString: PQerrorMessage(handle)))
        return origin.error("08006", message)
    }
}
