import CLibEvent

/// An HTTP/1.1 server over libevent's `evhttp`. Its actor lives on the loop's thread; handlers run on Swift's pool.
///
/// Each request is answered exactly once, also when its client has gone. A server that was started must be stopped.
public actor HTTPServer {
    private let loop: EventLoop
    private let settings: ServerSettings
    private let handler: @Sendable (Request) async -> Response
    private var port: Port?
    private var inFlight = 0
    private var isStopping = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var deadline: ContinuousClock.Instant?

    public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    /// - Parameter handler: answers one request; it may wait, for a shared commit for instance.
    public init(settings: ServerSettings, handler: @escaping @Sendable (Request) async -> Response) throws(ServerError)
    {
        self.loop = try EventLoop()
        self.settings = settings
        self.handler = handler
    }

    public init(settings: ServerSettings, router: Router) throws(ServerError) {
        try self.init(settings: settings) { request in await router.handle(request) }
    }

    deinit {
        loop.finish()
    }

    /// Begins to listen. - Returns: the port, also when any free one was asked for.
    @discardableResult
    public func start() throws(ServerError) -> Int {
        guard port == nil, !isStopping else { throw ServerError("the HTTP server was started before") }
        // libevent's callbacks do not count their references; these two closures keep the actor until the port closes.
        let port = try Port(settings, on: loop.base) { request, connection in
            self.accept(request, on: connection)
        } onChange: {
            self.settle()
        }
        do {
            let number = try port.listen()
            self.port = port
            return number
        } catch {
            port.close()
            throw error
        }
    }

    /// Stops taking connections, finishes the requests in flight, and returns when all are answered or `grace` is over;
    /// what is then left is closed without an answer.
    public func stop(grace: Duration) async {
        guard let port else { return }
        if !isStopping {
            isStopping = true
            deadline = .now + grace
            port.stopListening()
        }
        await withCheckedContinuation { continuation in
            waiting.append(continuation)
            settle()
        }
    }

    private func accept(_ request: UnsafeMutablePointer<evhttp_request>, on connection: Connection) {
        let call = Call(request, on: connection)
        connection.begin(call)
        do throws(Problem) {
            let request = try call.read(behind: settings.trustedProxies)
            if isFull, !settings.unboundedPaths.contains(request.path) { return refuse(call) }
            inFlight += 1
            // The one task begun by hand: a request has no parent. `inFlight` counts it, and `stop` waits for it.
            Task.detached { [self, handler] in await finish(call, await handler(request)) }
        } catch {
            // Closed as well: after bad framing the next bytes may be anything.
            send(error.response, to: call, closing: true)
        }
    }

    private var isFull: Bool { settings.maximumConcurrentRequests.map { inFlight >= $0 } ?? false }

    private func refuse(_ call: Call) {
        var problem = Problem(503, detail: "Too many requests are being handled.")
        problem.headers["Retry-After"] = "1"
        send(problem.response, to: call, closing: false)
    }

    private func finish(_ call: Call, _ response: Response) {
        inFlight -= 1
        send(response.headers.areSendable ? response : Problem(500).response, to: call, closing: isStopping)
        if isStopping { settle() }
    }

    private func send(_ response: Response, to call: Call, closing: Bool) {
        call.connection.call = nil
        _ = call.send(response, closing: closing)
        settings.observe?(
            Exchange(
                method: call.method, route: response.route, status: response.status,
                duration: ContinuousClock.now - call.began))
    }

    /// Ends the stop when nothing is left to wait for, or its time is over.
    private func settle() {
        guard isStopping, let port, let deadline else { return }
        guard (port.connections.isEmpty && inFlight == 0) || ContinuousClock.now >= deadline else { return }
        self.port = nil
        port.close()
        for continuation in waiting { continuation.resume() }
        waiting.removeAll()
    }
}
