import Synchronization

/// When commits were made and when they were acknowledged, in their order.
final class AcknowledgementBook: Sendable {
    private struct State {
        var commits: [ContinuousClock.Instant] = []
        var acknowledgements: [ContinuousClock.Instant] = []
    }

    private let expected: Int
    private let state = Mutex(State())

    init(expected: Int) { self.expected = expected }

    var isComplete: Bool { state.withLock { $0.acknowledgements.count >= expected } }

    func committed(at instant: ContinuousClock.Instant) { state.withLock { $0.commits.append(instant) } }

    func acknowledged(_ count: Int) {
        let now = ContinuousClock.now
        state.withLock { $0.acknowledgements += Array(repeating: now, count: count) }
    }

    /// Milliseconds; an acknowledgement that the relay reports before the commit has returned took no time at all.
    var latencies: [Double] {
        state.withLock { state in
            zip(state.commits.sorted(), state.acknowledgements).map { max(0, ($1 - $0) / .milliseconds(1)) }
        }
    }
}
