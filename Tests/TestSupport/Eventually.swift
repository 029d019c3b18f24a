/// Looks again and again until there is something to see.
///
/// - Parameter look: nil means not yet.
/// - Throws: ``NeverHappened`` after `limit`, and what `look` throws.
@discardableResult
public func eventually<T: Sendable>(
    _ what: String, within limit: Duration = .seconds(20), _ look: @Sendable () async throws -> T?
) async throws -> T {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
        if let found = try await look() { return found }
        try await Task.sleep(for: .milliseconds(20))
    }
    throw NeverHappened(what: what)
}

public struct NeverHappened: Error, CustomStringConvertible {
    let what: String

    public var description: String { "never happened: \(what)" }
}
