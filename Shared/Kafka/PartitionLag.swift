import CRDKafka

/// How far a group is behind on one partition.
public struct PartitionLag: Sendable, Equatable {
    /// The offset of the oldest record that is still there.
    public let low: Int64
    /// The offset that the next record will get.
    public let high: Int64
    /// The offset that is handled next: of a group what it has committed, of a member where it began or what it stored; nil
    /// when there is none yet.
    public let committed: Int64?

    public init(low: Int64, high: Int64, committed: Int64?) {
        self.low = low
        self.high = high
        self.committed = committed
    }

    /// Records not handled yet.
    public var behind: Int64 { max(0, high - max(committed ?? low, low)) }

    /// Asks the partitions' leaders, all at once.
    static func read(
        _ kafka: OpaquePointer, _ partitions: Set<TopicPartition>, committed: [TopicPartition: Int64],
        within limit: Duration
    ) throws(KafkaError) -> [TopicPartition: PartitionLag] {
        guard !partitions.isEmpty else { return [:] }
        let low = try offsets(kafka, partitions, at: Int64(RD_KAFKA_OFFSET_BEGINNING), limit)
        let high = try offsets(kafka, partitions, at: Int64(RD_KAFKA_OFFSET_END), limit)
        var found: [TopicPartition: PartitionLag] = [:]
        for partition in partitions {
            guard let low = low[partition], let high = high[partition] else { continue }
            found[partition] = PartitionLag(
                low: low, high: high, committed: committed[partition].flatMap { $0 < 0 ? nil : $0 })
        }
        return found
    }

    private static func offsets(
        _ kafka: OpaquePointer, _ partitions: Set<TopicPartition>, at time: Int64, _ limit: Duration
    ) throws(KafkaError) -> [TopicPartition: Int64] {
        // The request carries a time; these two stand for the ends.
        let list = PartitionList(Dictionary(uniqueKeysWithValues: partitions.map { ($0, time) }))
        try check(rd_kafka_offsets_for_times(kafka, list.pointer, limit.wholeMilliseconds), "watermarks")
        if let error = list.firstError("watermark of") { throw error }
        return list.offsets
    }
}
