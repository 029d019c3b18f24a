import CRDKafka

/// What its group has assigned to a consumer, and where each partition stands.
///
/// `@unchecked Sendable`: travels in the handle's opaque, and is touched only on the thread that polls the handle, from
/// where librdkafka makes the rebalance callback.
final class Assignment: @unchecked Sendable {
    private(set) var owned: Set<TopicPartition> = []
    /// The offset to be handled next: the group's when the partition was assigned, then what was stored;
    /// `RD_KAFKA_OFFSET_BEGINNING` where the group had none. No entry: the group could not be asked.
    private(set) var progress: [TopicPartition: Int64] = [:]
    /// Partitions that stand still because what they should read next was deleted.
    var gaps: [TopicPartition: KafkaError] = [:]
    /// Partitions of which polls give nothing because the consumer's owner wants it so.
    var paused: Set<TopicPartition> = []
    /// Topics of which each partition begins at its start the first time, whatever the group has committed.
    private let fromStart: Set<String>
    private var begun: Set<TopicPartition> = []
    /// Counts what was taken away: records polled before belong to someone else now.
    private(set) var revocations = 0

    init(fromStart: Set<String>) { self.fromStart = fromStart }

    func install(in settings: OpaquePointer) {
        rd_kafka_conf_set_rebalance_cb(settings) { kafka, code, list, opaque in
            guard let kafka, let list else { return }
            ClientEvents.of(opaque)?.assignment?.change(kafka, code, list)
        }
    }

    func stored(_ offset: Int64, of partition: TopicPartition) { progress[partition] = offset }

    private func change(
        _ kafka: OpaquePointer, _ code: rd_kafka_resp_err_t,
        _ list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>
    ) {
        if code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS {
            begin(kafka, list)
            rd_kafka_assign(kafka, list)
        } else {
            // With the range assignor a revocation takes everything. librdkafka commits what was stored.
            revocations += 1
            endPauses(kafka)
            owned = []
            progress = [:]
            gaps = [:]
            rd_kafka_assign(kafka, nil)
        }
    }

    /// librdkafka keeps a pause with the partition and not with its assignment: who gets it back would wait for ever. Ended
    /// before the partition is let go, for on a new assignment it would lose the offset to begin at (its issue 2190).
    private func endPauses(_ kafka: OpaquePointer) {
        guard !paused.isEmpty else { return }
        let list = PartitionList(paused)
        rd_kafka_resume_partitions(kafka, list.pointer)
        paused = []
    }

    /// Begins at the group's offset, and at the start of a partition that is new to the group.
    private func begin(_ kafka: OpaquePointer, _ list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>) {
        var code = RD_KAFKA_RESP_ERR__TIMED_OUT
        for _ in 0..<3 where code != RD_KAFKA_RESP_ERR_NO_ERROR { code = rd_kafka_committed(kafka, list, 4000) }
        let entries = UnsafeMutableBufferPointer(start: list.pointee.elems, count: Int(list.pointee.cnt))
        for index in entries.indices {
            let partition = TopicPartition(String(cString: entries[index].topic), entries[index].partition)
            owned.insert(partition)
            // Not known: librdkafka asks again by itself, and `Membership` decides when it finds nothing.
            guard code == RD_KAFKA_RESP_ERR_NO_ERROR, entries[index].err == RD_KAFKA_RESP_ERR_NO_ERROR else { continue }
            let isFirst = fromStart.contains(partition.topic) && begun.insert(partition).inserted
            if entries[index].offset < 0 || isFirst { entries[index].offset = Int64(RD_KAFKA_OFFSET_BEGINNING) }
            progress[partition] = entries[index].offset
        }
    }
}
