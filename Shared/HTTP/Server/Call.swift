import CLibEvent
import Glibc

/// A request that waits for its answer: libevent's side of it.
///
/// `@unchecked Sendable`: a task carries it from the loop to the handler and back; it is opened on the loop only.
final class Call: @unchecked Sendable {
    /// Nil once answered or abandoned, so that no request is answered twice.
    private var request: UnsafeMutablePointer<evhttp_request>?
    let connection: Connection
    let method: Method?
    let began = ContinuousClock.now

    init(_ request: UnsafeMutablePointer<evhttp_request>, on connection: Connection) {
        self.request = request
        self.connection = connection
        self.method = Self.method(request.pointee.type)
        // libevent takes an absolute target for a proxy's and would not say that it closes; it is refused below.
        request.pointee.flags &= ~EVHTTP_PROXY_REQUEST
    }

    /// libevent frees the request with its connection; nothing can be sent any more.
    func abandon() {
        request = nil
    }

    /// Copies the request out of libevent, after checking everything that libevent does not.
    func read(behind proxies: [Network]) throws(Problem) -> Request {
        guard let request, let method else { throw Problem(501) }
        guard !connection.sawNUL else { throw RequestHead.refused("The head holds a NUL.") }
        let head = try RequestHead(request, raw: connection.head)
        guard connection.chunks?.isSound ?? true else {
            throw RequestHead.refused("The body's chunks are not framed as RFC 9112 says.")
        }
        guard let uri = request.pointee.uri else { throw RequestHead.refused("There is no target.") }
        let bytes = UnsafeRawPointer(uri).assumingMemoryBound(to: UInt8.self)
        let target = try Target(UnsafeBufferPointer(start: bytes, count: strlen(uri)))
        let connection = request.pointee.remote_host.map { String(cString: $0) } ?? ""
        let peer = ClientAddress.of(head.headers, from: connection, behind: proxies)
        return Request(method, target, head.headers, body(of: request), peer)
    }

    /// Sends the answer, once; false when it was sent before or the client has gone.
    func send(_ response: Response, closing: Bool) -> Bool {
        guard let request else { return false }
        self.request = nil
        guard let fields = evhttp_request_get_output_headers(request) else { return false }
        response.headers.forEachCString { name, value in evhttp_add_header(fields, name, value) }
        if closing { evhttp_add_header(fields, "Connection", "close") }
        if method == .head {
            evhttp_add_header(fields, "Content-Length", String(response.body.count))
        } else if !response.body.isEmpty, response.status != 204, response.status != 304 {
            _ = response.body.withUnsafeBytes {
                evbuffer_add(evhttp_request_get_output_buffer(request), $0.baseAddress, $0.count)
            }
        }
        evhttp_request_set_on_complete_cb(
            request, { _, context in Connection.from(context)?.answered() }, connection.context)
        evhttp_send_reply(request, Int32(response.status), nil, nil)
        return true
    }

    private func body(of request: UnsafeMutablePointer<evhttp_request>) -> [UInt8] {
        guard let input = evhttp_request_get_input_buffer(request) else { return [] }
        let length = evbuffer_get_length(input)
        guard length > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            count = max(0, evbuffer_copyout(input, buffer.baseAddress, length))
        }
    }

    private static func method(_ type: evhttp_cmd_type) -> Method? {
        switch type {
        case EVHTTP_REQ_GET: .get
        case EVHTTP_REQ_HEAD: .head
        case EVHTTP_REQ_POST: .post
        case EVHTTP_REQ_PUT: .put
        case EVHTTP_REQ_PATCH: .patch
        case EVHTTP_REQ_DELETE: .delete
        case EVHTTP_REQ_OPTIONS: .options
        default: nil
        }
    }
}
