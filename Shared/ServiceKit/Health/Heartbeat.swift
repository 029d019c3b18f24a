import Synchronization

/// The pulse of one loop: each round calls `beat()`. A loop whose last beat is older than its limit hangs.
public final class Heartbeat: Sendable {
    public let name: String
    public let limit: Duration
    private let last: Atomic<Int64>
    private let elapsed: @Sendable () -> Duration

    /// - Parameter elapsed: time since some fixed moment; elapsed time and not the domain's, for a loop hangs or not
    ///   whatever day it is.
    init(name: String, limit: Duration, elapsed: @escaping @Sendable () -> Duration) {
        self.name = name
        self.limit = limit
        self.elapsed = elapsed
        last = Atomic(Self.milliseconds(elapsed()))
    }

    public func beat() { last.store(Self.milliseconds(elapsed()), ordering: .relaxed) }

    /// Time since the last beat.
    var age: Duration { .milliseconds(Self.milliseconds(elapsed()) - last.load(ordering: .relaxed)) }

    private static func milliseconds(_ duration: Duration) -> Int64 {
        duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
    }
}
