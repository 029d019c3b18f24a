/// Where a server listens and what it bears.
public struct ServerSettings: Sendable {
    /// An address or name of this machine; `0.0.0.0` for every interface.
    public var host: String
    /// 0 takes any free port; ``HTTPServer/start()`` says which.
    public var port: Int
    /// Bytes; a larger body is answered with 413.
    public var maximumBody = 1 << 20
    /// Bytes of request line and header fields together; more is answered with 400.
    public var maximumHeaders = 16 << 10
    /// Beyond it new connections wait in the kernel until one closes. Each takes a file descriptor of the process.
    public var maximumConnections = 4096
    /// A connection on which nothing is read or written for so long is closed.
    public var idleTimeout = Duration.seconds(60)
    /// The time from the first byte of a request to its last; a slower sender is cut.
    public var arrivalTimeout = Duration.seconds(10)
    /// Requests in the handlers' hands at once; more are answered with 503. Nil for no bound but the connections'.
    public var maximumConcurrentRequests: Int?
    /// Paths that are served beyond that bound: a probe must not take a busy process for a dead one.
    public var unboundedPaths: Set<String> = []
    /// Whose `X-Forwarded-For` is believed. Without any, ``Request/peer`` is who opened the connection.
    public var trustedProxies: [Network] = []
    /// Called after each answer, on the server's own thread: it must be quick and must not block.
    public var observe: (@Sendable (Exchange) -> Void)?

    public init(host: String = "127.0.0.1", port: Int = 0) {
        self.host = host
        self.port = port
    }
}
