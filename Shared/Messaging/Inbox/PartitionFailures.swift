import Kafka

/// What of a batch has failed for a passing reason: of each partition the first message. What is behind it there waits for it.
struct PartitionFailures: Sendable {
    private struct Failure: Sendable {
        let offset: Int64
        let error: any Error
    }

    private var first: [TopicPartition: Failure] = [:]

    var isEmpty: Bool { first.isEmpty }

    /// Of each partition the offset from which nothing was handled.
    var offsets: [TopicPartition: Int64] { first.mapValues { $0.offset } }

    /// Of the first partition by name; nil when nothing has failed.
    var error: (any Error)? { least?.value.error }

    private var least: (key: TopicPartition, value: Failure)? { first.min { $0.key < $1.key } }

    /// Whether nothing has failed on the partition at this place or before it.
    func letPass(_ place: RecordPlace) -> Bool {
        guard let failure = first[place.partition] else { return true }
        return place.offset < failure.offset
    }

    mutating func add(_ error: any Error, at place: RecordPlace) {
        guard letPass(place) else { return }
        first[place.partition] = Failure(offset: place.offset, error: error)
    }
}

extension PartitionFailures: CustomStringConvertible {
    /// One line, however many partitions wait: during a fault that all meet nobody would read more.
    var description: String {
        guard let least else { return "nothing has failed" }
        let others = first.count > 1 ? " (and \(first.count - 1) partitions more)" : ""
        return "\(least.key)@\(least.value.offset): \(least.value.error)\(others)"
    }
}
