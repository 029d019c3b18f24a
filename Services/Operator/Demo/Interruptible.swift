import ServiceKit

/// Runs something that Ctrl-C ends in order.
struct Interruptible: Sendable {
    let body: @Sendable () async throws -> Void
    /// Runs afterwards however `body` ended, and is not cancelled itself.
    var cleanUp: @Sendable () async throws -> Void = {}

    /// - Returns: 0, or 130 when it was interrupted.
    func run(_ terminal: Terminal) async throws -> Int32 {
        let result: Result<Bool, any Error>
        do {
            result = .success(try await ShutdownSignal.ofProcess { try await runUntil($0, terminal) })
        } catch {
            result = .failure(error)
        }
        do {
            try await cleanUp()
        } catch {
            // What went wrong first is what the person has to hear of last.
            guard case .failure = result else { throw error }
            terminal.complain("while cleaning up: \(error)")
        }
        return try result.get() ? 0 : 130
    }

    /// - Returns: false when it was interrupted.
    private func runUntil(_ shutdown: ShutdownSignal, _ terminal: Terminal) async throws -> Bool {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await body() }
            group.addTask { await shutdown.wait() }
            try await group.next()
            let isInterrupted = shutdown.isGiven
            if isInterrupted { terminal.complain("interrupted: ending in order") }
            group.cancelAll()
            while let end = await group.nextResult() {
                // That it was cancelled is no news.
                if case .failure(let error) = end, !(error is CancellationError), !isInterrupted { throw error }
            }
            return !isInterrupted
        }
    }
}
