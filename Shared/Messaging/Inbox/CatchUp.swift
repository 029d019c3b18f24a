import Contracts
import Kafka

/// Finds out up to when everything published has been handled: what the brokers hold at one moment is the mark, and
/// when the handled offsets have reached it, the service has heard everything up to that moment.
struct CatchUp {
    private let progress: InboxProgress
    private let now: @Sendable () -> Instant
    private var mark: Mark?

    private struct Mark {
        let at: Instant
        let set: ContinuousClock.Instant
        /// Offsets still to be reached.
        var open: [TopicPartition: Int64]
    }

    init(progress: InboxProgress, now: @escaping @Sendable () -> Instant) {
        self.progress = progress
        self.now = now
    }

    /// Sets a new mark when somebody wants to know and none is open; an old one may belong to lost partitions.
    mutating func look(with consumer: Consumer) async throws {
        if let mark, ContinuousClock.now - mark.set < .seconds(2) { return }
        guard progress.takeWish() else { return }
        let at = now()
        let lag = try await consumer.lag(within: .seconds(2))
        guard !lag.isEmpty else { return }
        mark = Mark(at: at, set: .now, open: lag.filter { $0.value.behind > 0 }.mapValues(\.high))
        settle()
    }

    mutating func handled(_ next: [TopicPartition: Int64]) {
        guard mark != nil else { return }
        for (partition, offset) in next {
            if let goal = mark?.open[partition], offset >= goal { mark?.open[partition] = nil }
        }
        settle()
    }

    private mutating func settle() {
        guard let mark, mark.open.isEmpty else { return }
        progress.confirm(at: mark.at)
        self.mark = nil
    }
}
