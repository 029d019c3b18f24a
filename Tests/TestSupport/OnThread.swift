import Foundation

/// Does what blocks its thread on a thread of its own. Swift's tasks share as many threads as there are processors: where
/// one waits for a broker to start, other tests' servers do not answer in time.
public func onThread<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
    }
}
