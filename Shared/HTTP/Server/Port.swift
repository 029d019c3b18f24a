import CLibEvent
import Glibc

/// The listening socket, its connections and libevent's server object. Lives on the loop's thread only.
final class Port {
    private let settings: ServerSettings
    private let base: OpaquePointer
    private let http: OpaquePointer
    private let receive: (UnsafeMutablePointer<evhttp_request>, Connection) -> Void
    private let onChange: () -> Void
    private var socket: OpaquePointer?
    private var listener: OpaquePointer?
    private var timer: OpaquePointer?
    private var signal: OpaquePointer?
    private var fresh: [OpaquePointer] = []
    private var spoken: [Connection] = []
    private(set) var connections: [OpaquePointer: Connection] = [:]
    /// Counts the timer's periods.
    private(set) var tick = 0

    static let period = Duration.milliseconds(100)

    init(
        _ settings: ServerSettings, on base: OpaquePointer,
        receive: @escaping (UnsafeMutablePointer<evhttp_request>, Connection) -> Void, onChange: @escaping () -> Void
    ) throws(ServerError) {
        guard let http = evhttp_new(base) else { throw ServerError("libevent cannot make an HTTP server") }
        self.settings = settings
        self.base = base
        self.http = http
        self.receive = receive
        self.onChange = onChange
        configure()
    }

    /// Must be called once, last.
    func close() {
        for call in connections.values.compactMap(\.call) { call.abandon() }
        for event in [timer, signal].compactMap(\.self) { event_free(event) }
        (timer, signal, listener) = (nil, nil, nil)
        for bufferevent in fresh { bufferevent_decref(bufferevent) }
        evhttp_free(http)
    }

    /// Stops taking connections and closes those on which nothing is under way.
    func stopListening() {
        if let socket { evhttp_del_accept_socket(http, socket) }
        (socket, listener) = (nil, nil)
        for connection in connections.values where !connection.isBusy && connection.arrivingSince == nil {
            evhttp_connection_free(connection.handle)
        }
    }

    func closed(_ connection: Connection) {
        connections[connection.handle] = nil
        spoken.removeAll { $0 === connection }
        if let listener, connections.count + fresh.count < settings.maximumConnections {
            evconnlistener_enable(listener)
        }
        // Later: libevent is still busy with this connection.
        if let signal { event_active(signal, Int32(EV_READ), 0) }
    }

    func libeventSpoke(on connection: Connection) {
        spoken.append(connection)
        if let signal { event_active(signal, Int32(EV_READ), 0) }
    }

    var maximumBody: Int { settings.maximumBody }

    func refused(_ status: Int) {
        settings.observe?(Exchange(method: nil, route: nil, status: status, duration: .zero))
    }

    private var context: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    private static func from(_ context: UnsafeMutableRawPointer?) -> Port? {
        context.map { Unmanaged<Port>.fromOpaque($0).takeUnretainedValue() }
    }

    private func configure() {
        let methods = [
            EVHTTP_REQ_GET, EVHTTP_REQ_HEAD, EVHTTP_REQ_POST, EVHTTP_REQ_PUT, EVHTTP_REQ_PATCH, EVHTTP_REQ_DELETE,
            EVHTTP_REQ_OPTIONS,
        ]
        evhttp_set_allowed_methods(http, UInt16(methods.reduce(0) { $0 | $1.rawValue }))
        evhttp_set_max_body_size(http, settings.maximumBody)
        evhttp_set_max_headers_size(http, settings.maximumHeaders)
        evhttp_set_default_content_type(http, nil)
        // A body that is too large is read to its end and thrown away, so that its sender gets to see the answer.
        evhttp_set_flags(http, EVHTTP_SERVER_LINGERING_CLOSE)
        var idle = timeval(settings.idleTimeout)
        evhttp_set_timeout_tv(http, &idle)
        evhttp_set_gencb(http, { request, context in Port.from(context)?.received(request) }, context)
        evhttp_set_bevcb(http, { base, context in Port.from(context)?.open(on: base) }, context)
    }

    /// - Returns: the port bound.
    func listen() throws(ServerError) -> Int {
        let context = self.context
        timer = event_new(base, -1, Int16(EV_PERSIST), { _, _, context in Port.from(context)?.sweep() }, context)
        signal = event_new(base, -1, Int16(EV_PERSIST), { _, _, context in Port.from(context)?.settle() }, context)
        var period = timeval(Self.period)
        event_add(timer, &period)
        let listener = try ListeningSocket.bind(settings.host, settings.port, on: base)
        evconnlistener_set_error_cb(listener) { listener, _ in
            // Out of descriptors: the timer enables it again, instead of a loop that spins.
            evconnlistener_disable(listener)
        }
        guard let socket = evhttp_bind_listener(http, listener) else {
            evconnlistener_free(listener)
            throw ServerError("libevent cannot listen")
        }
        self.listener = listener
        self.socket = socket
        return ListeningSocket.port(of: listener)
    }

    /// A connection is being made; libevent has not linked it to its bufferevent yet.
    private func open(on base: OpaquePointer?) -> OpaquePointer? {
        guard let bufferevent = bufferevent_socket_new(base, -1, 0) else { return nil }
        bufferevent_incref(bufferevent)
        fresh.append(bufferevent)
        if connections.count + fresh.count >= settings.maximumConnections, let listener {
            evconnlistener_disable(listener)
        }
        if let signal { event_active(signal, Int32(EV_READ), 0) }
        return bufferevent
    }

    /// What has to wait until libevent has finished what it was doing when it called.
    private func settle() {
        for bufferevent in fresh {
            var connection: UnsafeMutableRawPointer?
            bufferevent_getcb(bufferevent, nil, nil, nil, &connection)
            // Nil when libevent could not set the connection up and has freed it.
            if let connection { adopt(OpaquePointer(connection), bufferevent) }
            bufferevent_decref(bufferevent)
        }
        fresh.removeAll(keepingCapacity: true)
        let pages = spoken
        spoken.removeAll()
        for connection in pages { connection.replacePage() }
        onChange()
    }

    private func adopt(_ handle: OpaquePointer, _ bufferevent: OpaquePointer) {
        let connection = Connection(handle, bufferevent, self)
        connections[handle] = connection
        connection.watch(inputBound: settings.maximumBody + 2 * settings.maximumHeaders)
    }

    private func received(_ request: UnsafeMutablePointer<evhttp_request>?) {
        guard let request, let handle = evhttp_request_get_connection(request) else { return }
        guard let connection = connections[handle] else {
            evhttp_send_error(request, 503, nil)
            return
        }
        receive(request, connection)
    }

    private func sweep() {
        tick += 1
        let limit = max(1, Int(settings.arrivalTimeout / Self.period))
        for connection in connections.values {
            guard !connection.isBusy, let since = connection.arrivingSince, tick - since > limit else { continue }
            evhttp_connection_free(connection.handle)
        }
        if let listener, connections.count < settings.maximumConnections { evconnlistener_enable(listener) }
        onChange()
    }
}
