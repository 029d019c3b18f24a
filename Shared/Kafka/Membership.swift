import CRDKafka

/// A consumer's handle: a member of its group until it is closed or dropped.
final class Membership {
    let kafka: OpaquePointer
    let assignment: Assignment
    let events: ClientEvents
    private let isDevelopmentBroker: Bool
    /// Met after records had been taken; thrown by the next poll, so that those records are not lost.
    private var pending: KafkaError?

    init(
        _ settings: KafkaSettings, group: String, topics: [String], fromStart: Set<String>
    ) throws(KafkaError) {
        let assignment = Assignment(fromStart: fromStart)
        self.assignment = assignment
        events = ClientEvents(log: settings.log, assignment: assignment)
        isDevelopmentBroker = settings.isDevelopmentBroker
        kafka = try Client.make(RD_KAFKA_CONSUMER, settings.consumerProperties(group: group), events: events) {
            assignment.install(in: $0)
        }
        rd_kafka_poll_set_consumer(kafka)
        let list = PartitionList(topics.map { TopicPartition($0, -1) })
        try check(rd_kafka_subscribe(kafka, list.pointer), "group \(group) cannot subscribe to \(topics)")
    }

    deinit { Leaving(kafka, keeping: [assignment, events]).wait(atMost: .seconds(5)) }

    func poll(max: Int, waiting: Duration) throws(KafkaError) -> [ConsumedRecord] {
        if let error = pending {
            pending = nil
            throw error
        }
        var records: [ConsumedRecord] = []
        var wait = waiting.wholeMilliseconds
        var topic: (handle: OpaquePointer, name: String)?
        var revocations = assignment.revocations
        while records.count < max {
            let message = rd_kafka_consumer_poll(kafka, wait)
            if assignment.revocations != revocations {
                records.removeAll()
                revocations = assignment.revocations
            }
            guard let message else { break }
            defer { rd_kafka_message_destroy(message) }
            wait = 0
            guard message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR, let handle = message.pointee.rkt else {
                pending = judge(message)
                if pending == nil { continue } else { break }
            }
            if topic?.handle != handle { topic = (handle, String(cString: rd_kafka_topic_name(handle))) }
            records.append(ConsumedRecord(message, topic: topic?.name ?? ""))
        }
        guard records.isEmpty else { return records }
        if let error = pending ?? assignment.gaps.values.first {
            pending = nil
            throw error
        }
        return []
    }

    /// - Returns: the error that the caller has to hear of, or nil when there is nothing to do.
    private func judge(_ message: UnsafeMutablePointer<rd_kafka_message_t>) -> KafkaError? {
        let code = message.pointee.err
        let text = rd_kafka_message_errstr(message).map { String(cString: $0) }
        guard code == RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET, let handle = message.pointee.rkt else {
            return code == RD_KAFKA_RESP_ERR__PARTITION_EOF ? nil : KafkaError(code, text)
        }
        let partition = TopicPartition(String(cString: rd_kafka_topic_name(handle)), message.pointee.partition)
        do {
            if try mayBeginAgain(partition) {
                try assignAgain(partition, at: Int64(RD_KAFKA_OFFSET_BEGINNING))
                return nil
            }
            let gap = KafkaError(code, "\(partition) has lost records that were not handled: \(text ?? "")")
            assignment.gaps[partition] = gap
            return gap
        } catch {
            assignment.gaps[partition] = error
            return error
        }
    }

    /// True when nothing was lost although the offset is not there: the group is new to the partition, or the
    /// development broker has been started again and is empty.
    private func mayBeginAgain(_ partition: TopicPartition) throws(KafkaError) -> Bool {
        guard let next = assignment.progress[partition] else {
            let list = PartitionList([partition])
            try check(rd_kafka_committed(kafka, list.pointer, 4000), "committed offset of \(partition)")
            return list.offsets.isEmpty
        }
        guard isDevelopmentBroker else { return false }
        var low: Int64 = 0
        var high: Int64 = 0
        try check(
            rd_kafka_query_watermark_offsets(kafka, partition.topic, partition.partition, &low, &high, 4000),
            "watermarks of \(partition)")
        guard next > high || low == 0 else { return false }
        events.note(
            KafkaLogLine(severity: 4, event: "EMPTY", text: "\(partition): the development broker was started again"))
        return true
    }

    /// The next record of the partition will be that at `offset`. Without effect on a partition that is not owned.
    func seek(_ partition: TopicPartition, to offset: Int64) throws(KafkaError) {
        guard assignment.owned.contains(partition) else { return }
        guard assignment.gaps[partition] == nil else { return try assignAgain(partition, at: offset) }
        let list = PartitionList([partition: offset])
        if let error = rd_kafka_seek_partitions(kafka, list.pointer, 4000) {
            throw KafkaError(consuming: error, "seek in \(partition)")
        }
        if let error = list.firstError("seek in") { throw error }
    }

    /// Sets going a partition that librdkafka has stopped at a gap: it cannot be sought, only assigned once more.
    private func assignAgain(_ partition: TopicPartition, at offset: Int64) throws(KafkaError) {
        let list = PartitionList(assignment.owned)
        try check(rd_kafka_position(kafka, list.pointer), "positions")
        for index in 0..<list.count {
            let one = list.partition(index)
            if one == partition {
                list.entries[index].offset = offset
            } else if list.entries[index].offset < 0 {
                list.entries[index].offset = assignment.progress[one] ?? Int64(RD_KAFKA_OFFSET_STORED)
            }
        }
        try check(rd_kafka_assign(kafka, list.pointer), "assignment")
        assignment.gaps[partition] = nil
    }
}
