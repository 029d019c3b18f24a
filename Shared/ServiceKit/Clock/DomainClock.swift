import Contracts

/// What time it is for the matters of a hotline: due instants, the times of facts. Every service is given one;
/// leases, back-off and time-outs run on elapsed time instead (`ContinuousClock`).
public protocol DomainClock: Sendable {
    func now() -> Instant

    /// Returns once it is `instant` or later; throws `CancellationError` when the task is cancelled before.
    func sleep(until instant: Instant) async throws
}
