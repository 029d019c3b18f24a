import Synchronization

/// A wake-up that is remembered until it is taken: many wakes before one wait are one.
public final class Signal: Sendable {
    private struct State {
        var isSet = false
        var waiter: CheckedContinuation<Bool, Never>?
    }

    private let state = Mutex(State())

    public init() {}

    public func wake() {
        let waiter = state.withLock { state in
            state.isSet = state.waiter == nil
            return takeWaiter(&state)
        }
        waiter?.resume(returning: true)
    }

    /// Whether it was woken since somebody last asked or waited; never waits.
    public func takeWake() -> Bool { state.withLock { take(&$0) } }

    /// Returns when woken, or after `limit`. One waiter at a time.
    ///
    /// - Returns: true when woken.
    @discardableResult
    public func wait(atMost limit: Duration) async -> Bool {
        if state.withLock({ take(&$0) }) { return true }
        let alarm = Task { [self] in
            // Cancelled when the signal came first; then there is nobody left to wake.
            guard (try? await Task.sleep(for: limit)) != nil else { return }
            self.state.withLock { self.takeWaiter(&$0) }?.resume(returning: false)
        }
        defer { alarm.cancel() }
        return await withCheckedContinuation { continuation in
            let isSet = state.withLock { state -> Bool in
                if take(&state) { return true }
                state.waiter = continuation
                return false
            }
            if isSet { continuation.resume(returning: true) }
        }
    }

    private func takeWaiter(_ state: inout sending State) -> CheckedContinuation<Bool, Never>? {
        defer { state.waiter = nil }
        return state.waiter
    }

    private func take(_ state: inout sending State) -> Bool {
        defer { state.isSet = false }
        return state.isSet
    }
}
