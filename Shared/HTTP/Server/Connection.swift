import CLibEvent
import Glibc

/// One client's connection, as the loop sees it; alive until libevent closes it.
///
/// libevent has no hook between a connection's opening and a whole request, so this one watches the buffers: it
/// knows since when a request has been arriving, and it puts our own problem in the place of libevent's HTML page
/// when libevent answers a broken request by itself.
final class Connection {
    let handle: OpaquePointer
    private let bufferevent: OpaquePointer
    private unowned let port: Port
    /// The call whose answer is due; nil while a request arrives or none does.
    var call: Call?
    /// Whether an answer is being prepared or written.
    private(set) var isBusy = false
    /// The port's tick at which the first byte of the current request came.
    private(set) var arrivingSince: Int?
    private(set) var sawNUL = false
    /// The current request's head as it came, up to its empty line.
    private(set) var head: [UInt8] = []
    private var headIsComplete = false
    /// Of a body that comes in chunks; nil of any other.
    private(set) var chunks: ChunkedFraming?
    /// How much of what waits unread was looked at already.
    private var seen = 0
    private var isSpokenFor = false

    init(_ handle: OpaquePointer, _ bufferevent: OpaquePointer, _ port: Port) {
        self.handle = handle
        self.bufferevent = bufferevent
        self.port = port
    }

    var context: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    static func from(_ context: UnsafeMutableRawPointer?) -> Connection? {
        context.map { Unmanaged<Connection>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Called once, when libevent has set the connection up. `inputBound`: bytes that may wait unread.
    func watch(inputBound: Int) {
        evhttp_connection_set_closecb(
            handle, { _, context in Connection.from(context).map { $0.port.closed($0) } }, context)
        evbuffer_add_cb(
            bufferevent_get_input(bufferevent),
            { _, change, context in
                guard let change = change?.pointee, let connection = Connection.from(context) else { return }
                connection.seen = max(0, connection.seen - change.n_deleted)
                if change.n_added > 0 { connection.received() }
            }, context)
        evbuffer_add_cb(
            bufferevent_get_output(bufferevent),
            { _, change, context in
                if let change, change.pointee.n_added > 0 { Connection.from(context)?.wrote() }
            }, context)
        bufferevent_setwatermark(bufferevent, Int16(EV_READ), 0, inputBound)
        clibevent_send_at_once(bufferevent_getfd(bufferevent))
    }

    func begin(_ call: Call) {
        self.call = call
        isBusy = true
        arrivingSince = nil
    }

    /// The answer is written; the next request may be here already.
    func answered() {
        isBusy = false
        headIsComplete = false
        // A body that came with it has made it large; idle connections keep no more than a head's usual size.
        head.removeAll(keepingCapacity: head.capacity <= 4_096)
        chunks = nil
        seen = 0
        if evbuffer_get_length(bufferevent_get_input(bufferevent)) > 0 { received() }
    }

    private func received() {
        guard !isBusy else { return }
        if arrivingSince == nil { arrivingSince = port.tick }
        guard !headIsComplete else {
            if chunks != nil { chunks?.take(unseen()[...]) }
            return
        }
        copyHead()
        switch clibevent_scan_head(bufferevent_get_input(bufferevent)) {
        case Int32(CLIBEVENT_HEAD_HAS_NUL.rawValue): sawNUL = true
        case Int32(CLIBEVENT_HEAD_COMPLETE.rawValue): headIsComplete = true
        default: break
        }
    }

    /// What has come since the last time, as far as it belongs to the head.
    private func copyHead() {
        let known = head.count
        head += unseen()
        guard let end = RequestHead.end(of: head, from: known) else { return }
        if RequestHead.isChunked(head[..<end]) {
            chunks = ChunkedFraming()
            chunks?.take(head[end...])
        }
        head.removeSubrange(end...)
    }

    /// What has come since the last time.
    private func unseen() -> [UInt8] {
        guard let input = bufferevent_get_input(bufferevent) else { return [] }
        let new = evbuffer_get_length(input) - seen
        var start = evbuffer_ptr()
        guard new > 0, evbuffer_ptr_set(input, &start, seen, EVBUFFER_PTR_SET) == 0 else { return [] }
        seen += new
        return [UInt8](unsafeUninitializedCapacity: new) { buffer, count in
            count = max(0, Int(evbuffer_copyout_from(input, &start, buffer.baseAddress, new)))
        }
    }

    private func wrote() {
        guard !isBusy, !isSpokenFor else { return }
        isSpokenFor = true
        port.libeventSpoke(on: self)
    }

    /// Before libevent's page leaves: the same status as a problem. libevent closes the connection after it.
    func replacePage() {
        isSpokenFor = false
        guard let output = bufferevent_get_output(bufferevent) else { return }
        // libevent freezes the front of a socket's output against others; it has not begun to write this.
        evbuffer_unfreeze(output, 1)
        defer { evbuffer_freeze(output, 1) }
        var start = [UInt8](repeating: 0, count: 12)
        guard evbuffer_copyout(output, &start, start.count) == start.count,
            start.starts(with: "HTTP/1.".utf8), let status = Int(String(decoding: start[9...], as: UTF8.self)),
            status >= 400
        else { return }
        let body = problem(status).response.body
        let head =
            "HTTP/1.1 \(status) \(Problem.phrase(of: status))\r\nContent-Type: application/problem+json\r\n"
            + "Content-Length: \(body.count)\r\nConnection: close\r\n\r\n"
        let message = Array(head.utf8) + body
        evbuffer_drain(output, evbuffer_get_length(output))
        isSpokenFor = true
        evbuffer_add(output, message, message.count)
        port.refused(status)
    }

    private func problem(_ status: Int) -> Problem {
        switch status {
        case 400: Problem(400, detail: "The request line or a header field cannot be read, or they are too long.")
        case 413: .body("must have at most \(port.maximumBody) bytes", status: 413, detail: "The body is too large.")
        case 501: Problem(501, detail: "The method is not supported.")
        default: Problem(status)
        }
    }
}
