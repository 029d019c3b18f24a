/// A part of a process that runs until it is told to end: the pool, the producer, the relay, a consumer, the server.
public protocol Service: Sendable {
    /// For log lines.
    var name: String { get }

    /// Works until `shutdown` is given, then finishes what it has begun and returns. Returning before that, or
    /// throwing, brings the whole group down. A cancelled task must return at once.
    func run(until shutdown: ShutdownSignal) async throws
}
