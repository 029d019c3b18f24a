import Contracts
import Synchronization

/// Up to when a service has heard everything that the others had published.
///
/// A deadline may be declared missed only when this is at or after its due instant: else the timely fact may still be
/// on its way.
public final class InboxProgress: Sendable {
    private struct State {
        var caughtUpAt: Instant?
        var isWanted = false
    }

    private let state = Mutex(State())

    public init() {}

    /// Everything acknowledged by the broker before this instant has been handled; nil before the first look.
    public var caughtUpAt: Instant? { state.withLock { $0.caughtUpAt } }

    /// Asks the inbox to look soon.
    public func want() { state.withLock { $0.isWanted = true } }

    func takeWish() -> Bool {
        state.withLock { state in
            defer { state.isWanted = false }
            return state.isWanted
        }
    }

    /// For the inbox, and for a simulation, which knows by its own count that nothing is under way.
    public func confirm(at instant: Instant) {
        state.withLock { $0.caughtUpAt = max($0.caughtUpAt ?? instant, instant) }
    }
}
