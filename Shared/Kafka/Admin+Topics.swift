import CRDKafka

extension Admin {
    /// Makes the topics that are not there, and returns when each can take records.
    ///
    /// - Parameter limit: a broker makes partitions one after the other, on a machine at its limits ten a second.
    /// - Throws: a `KafkaError` named `INVALID_PARTITIONS` when a topic exists with another number of partitions: that
    ///   is chosen once, for keys move when it changes.
    public func createTopics(_ specs: [TopicSpec], within limit: Duration = .seconds(180)) async throws(KafkaError) {
        let present = try topics(within: min(limit, .seconds(30)))
        let missing = specs.filter { present[$0.name] == nil }
        if !missing.isEmpty {
            if let path = settings.developmentBrokerControl, settings.isDevelopmentBroker {
                try DevelopmentBrokerControl(path).create(missing)
            } else {
                try request(creationOf: missing, within: limit)
            }
        }
        try await settle(specs, by: ContinuousClock.now + limit)
    }

    /// Deletes the topics that are there. The development broker cannot.
    public func deleteTopics(_ names: [String], within limit: Duration = .seconds(30)) throws(KafkaError) {
        let pointers: [OpaquePointer?] = names.map { rd_kafka_DeleteTopic_new($0) }
        defer { for pointer in pointers { rd_kafka_DeleteTopic_destroy(pointer) } }
        let deletion = TopicRequest(
            operation: RD_KAFKA_ADMIN_OP_DELETETOPICS, what: "deletion of topic",
            tolerated: RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, send: rd_kafka_DeleteTopics
        ) { event, count in
            rd_kafka_DeleteTopics_result_topics(rd_kafka_event_DeleteTopics_result(event), &count)
        }
        try deletion.run(on: handle, pointers, within: limit)
    }

    /// Waits until every partition has a leader that says so itself: a broker may be told after the others that it leads.
    private func settle(_ specs: [TopicSpec], by deadline: ContinuousClock.Instant) async throws(KafkaError) {
        while true {
            let present = try topics()
            if let wrong = specs.first(where: { present[$0.name, default: $0.partitions] != $0.partitions }) {
                throw KafkaError(
                    RD_KAFKA_RESP_ERR_INVALID_PARTITIONS,
                    "topic \(wrong.name) has \(present[wrong.name] ?? 0) partitions, not \(wrong.partitions)")
            }
            let refusal: KafkaError
            if let late = specs.first(where: { present[$0.name] == nil }) {
                refusal = KafkaError(RD_KAFKA_RESP_ERR__TIMED_OUT, "topic \(late.name) has no leader yet")
            } else {
                do { return try askLeaders(of: specs) } catch { refusal = error }
            }
            guard ContinuousClock.now < deadline else { throw refusal }
            do { try await Task.sleep(for: .milliseconds(50)) } catch {
                throw KafkaError(RD_KAFKA_RESP_ERR__INTR, "cancelled while topics were being made")
            }
        }
    }

    private func askLeaders(of specs: [TopicSpec]) throws(KafkaError) {
        let partitions = specs.flatMap { spec in (0..<spec.partitions).map { TopicPartition(spec.name, Int32($0)) } }
        _ = try PartitionLag.read(handle.kafka, Set(partitions), committed: [:], within: .seconds(5))
    }

    private func request(creationOf specs: [TopicSpec], within limit: Duration) throws(KafkaError) {
        var list: [OpaquePointer?] = []
        defer { for pointer in list { rd_kafka_NewTopic_destroy(pointer) } }
        var text = [CChar](repeating: 0, count: 512)
        for spec in specs {
            let topic = rd_kafka_NewTopic_new(
                spec.name, Int32(spec.partitions), Int32(spec.replication), &text, text.count)
            guard let topic else {
                throw KafkaError(RD_KAFKA_RESP_ERR__INVALID_ARG, "topic \(spec.name): \(Client.string(text))")
            }
            list.append(topic)
            for (name, value) in spec.config { rd_kafka_NewTopic_set_config(topic, name, value) }
        }
        let creation = TopicRequest(
            operation: RD_KAFKA_ADMIN_OP_CREATETOPICS, what: "creation of topic",
            tolerated: RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS, send: rd_kafka_CreateTopics
        ) { event, count in
            rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event), &count)
        }
        try creation.run(on: handle, list, within: limit)
    }
}
