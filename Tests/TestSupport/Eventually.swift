/// Looks again and again until there is something to see.
///
/// - Parameters:
///   - limit: patience on a machine that does nothing else. Three times that is waited, for the tests share theirs with
///     brokers and services that start and die: it says when to give up, nothing about speed.
///   - look: nil means not yet.
/// - Throws: ``NeverHappened`` after that, and what `look` throws.
@discardableResult
public func eventually<T: Sendable>(
    _ what: String, within limit: Duration = .seconds(20), _ look: @Sendable () async throws -> T?
) async throws -> T {
    let deadline = ContinuousClock.now + limit * 3
    while true {
        let isLast = ContinuousClock.now >= deadline
        if let found = try await look() { return found }
        guard !isLast else { throw NeverHappened(what: what) }
        try await Task.sleep(for: .milliseconds(20))
    }
}

public struct NeverHappened: Error, CustomStringConvertible {
    let what: String

    public var description: String { "never happened: \(what)" }
}
