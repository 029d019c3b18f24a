import Synchronization

/// Contexts that have their key already, lent to one caller at a time.
///
/// Sealing happens inside synchronous transactions, so an actor cannot guard it; the lock is held only to take a
/// context from the list or put it back. There are never more contexts than callers at one moment.
final class ContextPool<Context>: Sendable where Context: Sendable {
    private let idle = Mutex<[Context]>([])
    private let make: @Sendable () throws -> Context

    init(_ make: @escaping @Sendable () throws -> Context) { self.make = make }

    func lend<T>(_ body: (Context) throws -> T) throws -> T {
        let context = try idle.withLock { $0.popLast() } ?? make()
        defer { idle.withLock { $0.append(context) } }
        return try body(context)
    }
}
