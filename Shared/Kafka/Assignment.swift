import CRDKafka

/// What its group has assigned to a consumer, and where each partition stands.
///
/// `@unchecked Sendable`: travels in the handle's opaque, and is touched only on the thread that polls the handle, from
/// where librdkafka makes the rebalance callback.
final class Assignment: @unchecked Sendable {
    private(set) var owned: Set<TopicPartition> = []
    /// The offset to be handled next: where the partition was begun, then what was stored. No entry: not begun yet, for
    /// nobody has said where.
    private(set) var progress: [TopicPartition: Int64] = [:]
    /// Partitions that stand still because what they should read next was deleted.
    var gaps: [TopicPartition: KafkaError] = [:]
    /// Partitions of which polls give nothing because the consumer's owner wants it so.
    var paused: Set<TopicPartition> = []
    /// Topics of which each partition begins at its start the first time, whatever the group has committed.
    private let fromStart: Set<String>
    /// How far each partition of those is handled, whatever the group has committed since.
    private var reread: [TopicPartition: Int64] = [:]
    /// Counts what was taken away: records polled before belong to someone else now.
    private(set) var revocations = 0

    init(fromStart: Set<String>) { self.fromStart = fromStart }

    func install(in settings: OpaquePointer) {
        rd_kafka_conf_set_rebalance_cb(settings) { kafka, code, list, opaque in
            guard let kafka, let list else { return }
            ClientEvents.of(opaque)?.assignment?.change(kafka, code, list)
        }
    }

    func stored(_ offset: Int64, of partition: TopicPartition) {
        progress[partition] = offset
        if fromStart.contains(partition.topic) { reread[partition] = offset }
    }

    /// Owned, but not begun yet.
    var waiting: Set<TopicPartition> { owned.subtracting(progress.keys) }

    private func change(
        _ kafka: OpaquePointer, _ code: rd_kafka_resp_err_t,
        _ list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>
    ) {
        if code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS {
            let entries = UnsafeMutableBufferPointer(start: list.pointee.elems, count: Int(list.pointee.cnt))
            owned.formUnion(entries.map { TopicPartition(String(cString: $0.topic), $0.partition) })
            // Without an answer this assigns nothing, as it has to in this callback; the polls ask again.
            let beginnings = (try? beginnings(kafka, within: 4000)) ?? [:]
            // Named, so that it lives through the call.
            let list = PartitionList(beginnings)
            rd_kafka_assign(kafka, list.pointer)
            begun(beginnings)
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

    /// Where the partitions that wait are to begin: at the group's offset, and at the start of one that is new to the group;
    /// those of which nobody has told anything are left out.
    ///
    /// librdkafka is never left to ask for itself. When it is refused, as by a coordinator that has just moved or is still
    /// loading, it gives the partition up without a word (rdkafka_assignment.c, "Do nothing for request-level errors").
    func beginnings(_ kafka: OpaquePointer, within milliseconds: Int32) throws(KafkaError) -> [TopicPartition: Int64] {
        guard !waiting.isEmpty else { return [:] }
        let list = PartitionList(waiting)
        try check(rd_kafka_committed(kafka, list.pointer, milliseconds), "where \(list.count) partitions begin")
        var refusal = list.firstError("where to begin in")
        var found: [TopicPartition: Int64] = [:]
        var new: Set<TopicPartition> = []
        for index in 0..<list.count where list.entries[index].err == RD_KAFKA_RESP_ERR_NO_ERROR {
            let (partition, committed) = (list.partition(index), list.entries[index].offset)
            let known = fromStart.contains(partition.topic) ? reread[partition] : committed
            if let known, known >= 0 {
                found[partition] = committed < 0 ? known : min(known, committed)
            } else {
                new.insert(partition)
            }
        }
        do { found.merge(try starts(of: new, kafka, within: milliseconds)) { $1 } } catch { refusal = error }
        if found.isEmpty, let refusal { throw refusal }
        return found
    }

    /// The first offsets that are still there.
    private func starts(
        of partitions: Set<TopicPartition>, _ kafka: OpaquePointer, within milliseconds: Int32
    ) throws(KafkaError) -> [TopicPartition: Int64] {
        guard !partitions.isEmpty else { return [:] }
        let start = Int64(RD_KAFKA_OFFSET_BEGINNING)
        let list = PartitionList(Dictionary(uniqueKeysWithValues: partitions.map { ($0, start) }))
        try check(rd_kafka_offsets_for_times(kafka, list.pointer, milliseconds), "start of \(list.count) partitions")
        if list.offsets.isEmpty, let error = list.firstError("start of") { throw error }
        return list.offsets
    }

    /// Begins these partitions, and goes on with the others after what was stored.
    func begin(_ beginnings: [TopicPartition: Int64], of kafka: OpaquePointer) throws(KafkaError) {
        endPauses(kafka)
        let list = PartitionList(progress.merging(beginnings) { $1 })
        try check(rd_kafka_assign(kafka, list.pointer), "assignment")
        // It forgets what was stored and is not committed yet.
        let stored = PartitionList(progress.filter { beginnings[$0.key] == nil })
        rd_kafka_offsets_store(kafka, stored.pointer)
        begun(beginnings)
    }

    private func begun(_ beginnings: [TopicPartition: Int64]) {
        for (partition, offset) in beginnings {
            progress[partition] = offset
            gaps[partition] = nil
        }
    }

    /// The partition has to be begun anew.
    func forget(_ partition: TopicPartition) { progress[partition] = nil }

    /// librdkafka keeps a pause with the partition and not with its assignment: who gets it back would wait for ever. Ended
    /// before the partition is let go, for on a new assignment it would lose the offset to begin at (its issue 2190).
    private func endPauses(_ kafka: OpaquePointer) {
        guard !paused.isEmpty else { return }
        let list = PartitionList(paused)
        rd_kafka_resume_partitions(kafka, list.pointer)
        paused = []
    }
}
