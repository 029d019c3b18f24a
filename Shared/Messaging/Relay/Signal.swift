import Synchronization

/// A wake-up that is remembered until it is taken: many wakes before one wait are one.
public final class Signal: Sendable {
    private struct State {
        var isSet = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    public init() {}

    public func wake() {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard let waiter = state.waiter else {
                state.isSet = true
                return nil
            }
            state.waiter = nil
            return waiter
        }
        waiter?.resume()
    }

    /// Returns when woken, or after `limit`. One waiter at a time.
    public func wait(atMost limit: Duration) async {
        if state.withLock({ take(&$0) }) { return }
        let alarm = Task { [self] in
            // Cancelled when the signal came first; then there is nobody left to wake.
            guard (try? await Task.sleep(for: limit)) != nil else { return }
            self.wake()
        }
        await withCheckedContinuation { continuation in
            let isSet = state.withLock { state -> Bool in
                if take(&state) { return true }
                state.waiter = continuation
                return false
            }
            if isSet { continuation.resume() }
        }
        alarm.cancel()
    }

    private func take(_ state: inout sending State) -> Bool {
        defer { state.isSet = false }
        return state.isSet
    }
}
