struct NeverHappened: Error {
    let what: String
}

/// Looks again and again until `look` finds something.
func eventually(
    _ what: String, within limit: Duration = .seconds(10), _ look: @Sendable () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
        if try await look() { return }
        try await Task.sleep(for: .milliseconds(2))
    }
    throw NeverHappened(what: what)
}
