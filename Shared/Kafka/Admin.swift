import BlockingExecutor
import CRDKafka

/// Asks a cluster about itself and changes its topics.
public actor Admin {
    private let executor = BlockingExecutor(label: "kafka admin")
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    let settings: KafkaSettings
    let handle: AdminHandle
    /// By group: what asks for its offsets.
    private var groups: [String: AdminHandle] = [:]

    public init(_ settings: KafkaSettings) throws(KafkaError) {
        self.settings = settings
        handle = try AdminHandle(settings)
    }

    /// The name that the cluster gave itself when it was made. Another name: another cluster, or an emptied one.
    ///
    /// Asked on a new connection each time, because librdkafka keeps the first answer of a handle.
    public func clusterID(within limit: Duration = .seconds(5)) throws(KafkaError) -> String {
        let fresh = try AdminHandle(settings)
        guard let text = rd_kafka_clusterid(fresh.kafka, limit.wholeMilliseconds) else {
            throw fresh.explained(unreachable(limit))
        }
        defer { rd_kafka_mem_free(fresh.kafka, text) }
        return String(cString: text)
    }

    /// All topics with their numbers of partitions.
    public func topics(within limit: Duration = .seconds(5)) throws(KafkaError) -> [String: Int] {
        var metadata: UnsafePointer<rd_kafka_metadata>?
        let code = rd_kafka_metadata(handle.kafka, 1, nil, &metadata, limit.wholeMilliseconds)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let metadata else {
            throw handle.explained(
                code == RD_KAFKA_RESP_ERR__TRANSPORT || code == RD_KAFKA_RESP_ERR__TIMED_OUT
                    ? unreachable(limit) : KafkaError(code, "metadata"))
        }
        defer { rd_kafka_metadata_destroy(metadata) }
        var found: [String: Int] = [:]
        for topic in UnsafeBufferPointer(start: metadata.pointee.topics, count: Int(metadata.pointee.topic_cnt))
        where topic.err == RD_KAFKA_RESP_ERR_NO_ERROR {
            let partitions = UnsafeBufferPointer(start: topic.partitions, count: Int(topic.partition_cnt))
            // A partition without leader takes nothing yet.
            guard partitions.allSatisfy({ $0.leader >= 0 }) else { continue }
            found[String(cString: topic.topic)] = partitions.count
        }
        return found
    }

    /// How far `group` is behind on the partitions of `topics`. The group need not be running.
    public func lag(
        of group: String, on topics: [String], within limit: Duration = .seconds(5)
    ) throws(KafkaError) -> [TopicPartition: PartitionLag] {
        let counts = try self.topics(within: limit)
        let partitions = Set(
            topics.flatMap { topic in (0..<(counts[topic] ?? 0)).map { TopicPartition(topic, Int32($0)) } })
        // A consumer's handle that never subscribes can ask for its group's offsets without joining it.
        let member = try self.member(of: group)
        let list = PartitionList(partitions)
        let code = rd_kafka_committed(member.kafka, list.pointer, limit.wholeMilliseconds)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw member.explained(KafkaError(code, "offsets of group \(group)"))
        }
        return try PartitionLag.read(member.kafka, partitions, committed: list.offsets, within: limit)
    }

    private func member(of group: String) throws(KafkaError) -> AdminHandle {
        if let known = groups[group] { return known }
        let member = try AdminHandle(settings, group: group)
        groups[group] = member
        return member
    }

    private func unreachable(_ limit: Duration) -> KafkaError {
        KafkaError(RD_KAFKA_RESP_ERR__TRANSPORT, "\(settings.bootstrapServers) does not answer within \(limit)")
    }
}
