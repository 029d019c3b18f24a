import Contracts
import Synchronization

/// A clock that stands still until it is moved: for tests, and for a season in minutes.
public final class ManualClock: DomainClock {
    private struct State {
        var now: Instant
        var sleepers: [Int: (wakes: Instant, continuation: CheckedContinuation<Void, any Error>)] = [:]
        var nextID = 0
    }

    // A lock and not an actor: `now()` is asked in synchronous transactions.
    private let state: Mutex<State>

    public init(_ now: Instant) { state = Mutex(State(now: now)) }

    public func now() -> Instant { state.withLock { $0.now } }

    /// Moves the clock and wakes whoever waits for an instant up to there. It never goes back: an earlier instant
    /// is ignored.
    public func advance(to instant: Instant) {
        let awake = state.withLock { state in
            state.now = max(state.now, instant)
            let due = state.sleepers.filter { $0.value.wakes <= state.now }
            for id in due.keys { state.sleepers[id] = nil }
            return due.values.sorted { $0.wakes < $1.wakes }.map(\.continuation)
        }
        for continuation in awake { continuation.resume() }
    }

    public func advance(bySeconds seconds: Int64) { advance(to: now().advanced(bySeconds: seconds)) }

    /// The earliest instant that somebody waits for; nil when nobody waits.
    public var nextWake: Instant? { state.withLock { $0.sleepers.values.map(\.wakes).min() } }

    public func sleep(until instant: Instant) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let result: Result<Void, any Error>? = state.withLock { state in
                    // A cancellation from now on finds the continuation; an earlier one is seen here.
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if state.now >= instant { return .success(()) }
                    state.sleepers[id] = (instant, continuation)
                    return nil
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            let sleeper = state.withLock { $0.sleepers.removeValue(forKey: id) }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }
}
