import Synchronization

/// One condition for taking work, such as `database`: not met until its owner says so.
public final class HealthCheck: Sendable {
    public let name: String
    private let state = Mutex<String?>("not looked at yet")

    init(name: String) { self.name = name }

    public func pass() { state.withLock { $0 = nil } }

    /// - Parameter reason: for the person on call; ids and codes, nothing personal.
    public func fail(_ reason: String) { state.withLock { $0 = reason } }

    /// Why the condition is not met; nil when it is.
    public var reason: String? { state.withLock(\.self) }
}
