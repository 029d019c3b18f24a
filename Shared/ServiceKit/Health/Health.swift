import Synchronization

/// Whether the process lives (`/healthz`) and whether it can work (`/readyz`).
///
/// Alive means that every loop beats; a process that does not should be restarted. Ready means that every check
/// passes; a process that is not (database or broker away) waits and becomes ready by itself.
public final class Health: Sendable {
    /// One line of an answer.
    public struct Finding: Sendable, Hashable, Codable {
        public let name: String
        public let isGood: Bool
        public let reason: String?
    }

    private struct State {
        var heartbeats: [Heartbeat] = []
        var checks: [(name: String, reason: @Sendable () -> String?)] = []
    }

    private let state = Mutex(State())
    /// Longer than any loop's longest honest round.
    private let limit: Duration
    private let elapsed: @Sendable () -> Duration

    /// - Parameter limit: without a beat for so long a loop hangs.
    public convenience init(limit: Duration = .seconds(60)) {
        let start = ContinuousClock.now
        self.init(limit: limit) { ContinuousClock.now - start }
    }

    init(limit: Duration = .seconds(60), elapsed: @escaping @Sendable () -> Duration) {
        self.limit = limit
        self.elapsed = elapsed
    }

    /// A pulse that counts from now on.
    ///
    /// - Parameter limit: where it is not that of all loops.
    public func heartbeat(_ name: String, limit: Duration? = nil) -> Heartbeat {
        let heartbeat = Heartbeat(name: name, limit: limit ?? self.limit, elapsed: elapsed)
        state.withLock { $0.heartbeats.append(heartbeat) }
        return heartbeat
    }

    /// A condition whose owner keeps it up to date.
    public func check(_ name: String) -> HealthCheck {
        let check = HealthCheck(name: name)
        self.check(name) { check.reason }
        return check
    }

    /// A condition that is asked for at each look; `reason` must answer at once, nil when all is well.
    public func check(_ name: String, reason: @escaping @Sendable () -> String?) {
        state.withLock { $0.checks.append((name, reason)) }
    }

    /// One finding for each loop.
    public func alive() -> [Finding] {
        state.withLock(\.heartbeats).map { heartbeat in
            let age = heartbeat.age
            guard age > heartbeat.limit else { return Finding(name: heartbeat.name, isGood: true, reason: nil) }
            let (seconds, limit) = (age.components.seconds, DurationText.text(of: heartbeat.limit))
            return Finding(name: heartbeat.name, isGood: false, reason: "no beat for \(seconds) s (limit \(limit))")
        }
    }

    /// One finding for each check.
    public func ready() -> [Finding] {
        state.withLock(\.checks).map { name, reason in
            let reason = reason()
            return Finding(name: name, isGood: reason == nil, reason: reason)
        }
    }
}
