import CRDKafka

/// librdkafka's list of partitions with an offset each; freed with its last owner.
final class PartitionList {
    let pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>

    init(_ partitions: some Collection<TopicPartition>) {
        pointer = rd_kafka_topic_partition_list_new(Int32(clamping: partitions.count))
        for one in partitions { rd_kafka_topic_partition_list_add(pointer, one.topic, one.partition) }
    }

    convenience init(_ offsets: [TopicPartition: Int64]) {
        self.init(offsets.keys)
        for index in 0..<count {
            entries[index].offset = offsets[partition(index)] ?? Int64(RD_KAFKA_OFFSET_INVALID)
        }
    }

    /// Takes over a list that librdkafka made.
    init(consuming pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>) { self.pointer = pointer }

    deinit { rd_kafka_topic_partition_list_destroy(pointer) }

    var count: Int { Int(pointer.pointee.cnt) }

    var entries: UnsafeMutableBufferPointer<rd_kafka_topic_partition_t> {
        UnsafeMutableBufferPointer(start: pointer.pointee.elems, count: count)
    }

    func partition(_ index: Int) -> TopicPartition {
        TopicPartition(String(cString: entries[index].topic), entries[index].partition)
    }

    /// The offsets that are real ones; an entry without is left out.
    var offsets: [TopicPartition: Int64] {
        var found: [TopicPartition: Int64] = [:]
        for index in 0..<count where entries[index].offset >= 0 { found[partition(index)] = entries[index].offset }
        return found
    }

    var partitions: Set<TopicPartition> { Set((0..<count).map(partition)) }

    /// The first error that an entry carries and that `tolerated` does not name.
    func firstError(except tolerated: Set<Int32> = [], _ what: String) -> KafkaError? {
        for index in 0..<count where entries[index].err != RD_KAFKA_RESP_ERR_NO_ERROR {
            if tolerated.contains(entries[index].err.rawValue) { continue }
            return KafkaError(entries[index].err, "\(what) \(partition(index))")
        }
        return nil
    }
}
