import BlockingExecutor
import CRDKafka

/// A member of a consumer group that pulls: what is slow to handle is polled less.
///
/// A group that is new to a partition begins at its start. Records that were deleted before they were read are a gap:
/// `poll` throws an error with `isGap`, again and again while it has nothing else to return, until the partition is
/// sought or taken away; the other partitions go on. Rebalances happen inside `poll` alone. `close`, and dropping the
/// last reference as well, commit what was stored and leave the group.
public actor Consumer {
    private let executor = BlockingExecutor(label: "kafka consumer")
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    /// Nil once closed.
    private var membership: Membership?

    /// Joins `group` at the first poll. Topics that do not exist yet are found when they are made.
    ///
    /// - Parameter fromStart: topics that are read from their start, once, whatever the group has committed.
    public init(
        _ settings: KafkaSettings, group: String, topics: [String], fromStart: Set<String> = []
    ) throws(KafkaError) {
        membership = try Membership(settings, group: group, topics: topics, fromStart: fromStart)
    }

    /// Waits up to `waiting` for a first record and takes what else is there, at most `max`.
    ///
    /// A batch never holds a record of a partition that was taken away meanwhile. An error does not end the consumer:
    /// poll again. While the brokers are away, or do not tell where to begin for a reason that passes, it returns nothing
    /// and logs why.
    public func poll(max: Int, waiting: Duration) throws(KafkaError) -> [ConsumedRecord] {
        try member().poll(max: max, waiting: waiting)
    }

    /// Notes how far each partition is handled: `next` is the offset *after* the last one handled.
    ///
    /// Committed within a second, on rebalance and on close. Partitions that are no longer owned are ignored: who has
    /// them now begins at what was committed.
    public func store(_ next: [TopicPartition: Int64]) throws(KafkaError) {
        let member = try member()
        let kept = next.filter { member.assignment.progress[$0.key] != nil }
        guard !kept.isEmpty else { return }
        let list = PartitionList(kept)
        let code = rd_kafka_offsets_store(member.kafka, list.pointer)
        // A partition may be on its way out although its revocation has not been told yet.
        let gone: Set = [RD_KAFKA_RESP_ERR__STATE.rawValue, RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION.rawValue]
        if let error = list.firstError(except: gone, "store of") { throw error }
        if !gone.contains(code.rawValue) { try check(code, "store of \(kept.count) offsets") }
        for (partition, offset) in kept { member.assignment.stored(offset, of: partition) }
    }

    /// Notes that these records are handled, and with each all that came before it on its partition.
    public func store(handled records: [ConsumedRecord]) throws(KafkaError) {
        var next: [TopicPartition: Int64] = [:]
        for record in records {
            next[record.topicPartition] = max(next[record.topicPartition] ?? 0, record.offset + 1)
        }
        try store(next)
    }

    /// Whether a connection to a broker has failed since this was asked the last time.
    public func takeOutage() throws(KafkaError) -> Bool {
        let events = try member().events
        defer { events.recovered() }
        return events.lastOutage != nil
    }

    /// Commits what was stored, now, and waits for the broker.
    public func commit() throws(KafkaError) {
        let code = rd_kafka_commit(try member().kafka, nil, 0)
        if code != RD_KAFKA_RESP_ERR__NO_OFFSET { try check(code, "commit") }
    }

    /// The partitions that the group has given to this member.
    public func assignment() throws(KafkaError) -> Set<TopicPartition> { try member().assignment.owned }

    /// The next poll gives the record at `offset` again; offsets stored meanwhile stay. Ignored when not owned.
    public func seek(_ partition: TopicPartition, to offset: Int64) throws(KafkaError) {
        try member().seek(partition, to: offset)
    }

    /// Polls give nothing of this partition until `resume`, or until it is taken away. Ignored when not owned.
    public func pause(_ partition: TopicPartition) throws(KafkaError) {
        let member = try member()
        guard member.assignment.owned.contains(partition) else { return }
        let list = PartitionList([partition])
        try check(rd_kafka_pause_partitions(member.kafka, list.pointer), "pause of \(partition)")
        member.assignment.paused.insert(partition)
    }

    /// Ignored when not paused: librdkafka would fetch once more from where the partition began.
    public func resume(_ partition: TopicPartition) throws(KafkaError) {
        let member = try member()
        guard member.assignment.paused.contains(partition) else { return }
        let list = PartitionList([partition])
        try check(rd_kafka_resume_partitions(member.kafka, list.pointer), "resumption of \(partition)")
        member.assignment.paused.remove(partition)
    }

    /// How far this member's partitions are behind, asked of the brokers; `committed` is what was stored here.
    public func lag(within limit: Duration = .seconds(5)) throws(KafkaError) -> [TopicPartition: PartitionLag] {
        let member = try member()
        return try PartitionLag.read(
            member.kafka, member.assignment.owned, committed: member.assignment.progress, within: limit)
    }

    /// Commits what was stored and leaves the group, so that others take over at once. Harmless when repeated.
    public func close() { membership = nil }

    private func member() throws(KafkaError) -> Membership {
        guard let membership else { throw KafkaError(RD_KAFKA_RESP_ERR__DESTROY, "the consumer is closed") }
        return membership
    }
}
