import Kafka

/// Partitions whose next message has failed for a passing reason.
///
/// Such a partition is paused for a while, then tried again, and counts as set back until something of it was handled.
struct Setbacks {
    private struct Setback {
        /// How often the message had failed before.
        let attempt: Int
        /// Until when it is paused; nil since it is not.
        var end: ContinuousClock.Instant?
    }

    private var all: [TopicPartition: Setback] = [:]

    var partitions: Set<TopicPartition> { Set(all.keys) }

    /// Those whose pause is over.
    var due: [TopicPartition] {
        let now = ContinuousClock.now
        return all.compactMap { partition, setback in
            guard let end = setback.end, end <= now else { return nil }
            return partition
        }
    }

    mutating func resumed(_ partition: TopicPartition) { all[partition]?.end = nil }

    mutating func gotOn(_ partitions: some Sequence<TopicPartition>) {
        for partition in partitions { all[partition] = nil }
    }

    /// - Returns: how often the message that has failed most had failed before.
    mutating func failed(_ partitions: some Sequence<TopicPartition>) -> Int {
        var most = 0
        for partition in partitions {
            let attempt = all[partition].map { $0.attempt + 1 } ?? 0
            let end = ContinuousClock.now + Self.pause(after: attempt)
            all[partition] = Setback(attempt: attempt, end: end)
            most = max(most, attempt)
        }
        return most
    }

    /// From a tenth of a second to six.
    static func pause(after attempt: Int) -> Duration { .milliseconds(100 << min(attempt, 6)) }
}
