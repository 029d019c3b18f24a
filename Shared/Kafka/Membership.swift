import CRDKafka

/// A consumer's handle: a member of its group until it is closed or dropped.
final class Membership {
    let kafka: OpaquePointer
    let assignment: Assignment
    let events: ClientEvents
    private let isDevelopmentBroker: Bool
    /// Met after records had been taken; thrown by the next poll, so that those records are not lost.
    private var pending: KafkaError?
    private var nextQuestion = ContinuousClock.now

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
        let refusal = beginWaiting()
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
        // One that passes is asked away; it would end nobody's reading but alarm whoever polls.
        let isTold = records.isEmpty && refusal?.isRetriable == false
        if let refusal, !isTold { events.note(KafkaLogLine(severity: 4, event: "BEGIN", text: refusal.reason)) }
        guard records.isEmpty else { return records }
        if let error = pending ?? (isTold ? refusal : nil) ?? assignment.gaps.values.first {
            pending = nil
            throw error
        }
        return []
    }

    /// Begins what waits, as far as it is told now where. Refused, it asks again after a second: records of other partitions are
    /// not to wait for an answer each time.
    private func beginWaiting() -> KafkaError? {
        guard !assignment.waiting.isEmpty, ContinuousClock.now >= nextQuestion else { return nil }
        do {
            let beginnings = try assignment.beginnings(kafka, within: 1000)
            try assignment.begin(beginnings, of: kafka)
            return nil
        } catch {
            nextQuestion = .now + .seconds(1)
            return error
        }
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
            if let start = try startAgain(of: partition) {
                try assignment.begin([partition: start], of: kafka)
                return nil
            }
            let gap = KafkaError(code, "\(partition) has lost records that were not handled: \(text ?? "")")
            assignment.gaps[partition] = gap
            return gap
        } catch {
            // librdkafka has stopped it. The next poll begins it anew.
            assignment.forget(partition)
            return error
        }
    }

    /// Where a partition starts now of which nothing was lost although its offset is not there, because the development broker
    /// has been started again and is empty.
    private func startAgain(of partition: TopicPartition) throws(KafkaError) -> Int64? {
        guard isDevelopmentBroker, let next = assignment.progress[partition] else { return nil }
        var low: Int64 = 0
        var high: Int64 = 0
        try check(
            rd_kafka_query_watermark_offsets(kafka, partition.topic, partition.partition, &low, &high, 4000),
            "watermarks of \(partition)")
        guard next > high || low == 0 else { return nil }
        events.note(
            KafkaLogLine(severity: 4, event: "EMPTY", text: "\(partition): the development broker was started again"))
        return low
    }

    /// The next record of the partition will be that at `offset`. Without effect on a partition that is not owned.
    func seek(_ partition: TopicPartition, to offset: Int64) throws(KafkaError) {
        guard assignment.owned.contains(partition) else { return }
        // What librdkafka has stopped at a gap, or has not begun, cannot be sought, only assigned.
        guard assignment.gaps[partition] == nil, assignment.progress[partition] != nil else {
            return try assignment.begin([partition: offset], of: kafka)
        }
        let list = PartitionList([partition: offset])
        // Without a limit: it asks no broker, and librdkafka 2.0 would wait a thousandth of one (its pull request 4230).
        if let error = rd_kafka_seek_partitions(kafka, list.pointer, -1) {
            throw KafkaError(consuming: error, "seek in \(partition)")
        }
        if let error = list.firstError("seek in") { throw error }
    }
}
