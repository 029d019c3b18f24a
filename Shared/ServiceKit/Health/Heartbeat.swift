import Synchronization

/// The pulse of one loop: each round calls `beat()`. A loop whose last beat is older than its limit hangs, unless it
/// rests: it waits for something outside, as the relay does for a broker that is away, and a restart would not help.
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

    /// No limit holds until the next beat.
    public func rest() { last.store(.max, ordering: .relaxed) }

    /// Time since the last beat; zero while it rests.
    var age: Duration {
        let last = last.load(ordering: .relaxed)
        return last == .max ? .zero : .milliseconds(Self.milliseconds(elapsed()) - last)
    }

    private static func milliseconds(_ duration: Duration) -> Int64 {
        duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
    }
}
