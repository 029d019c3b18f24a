import CRDKafka

extension KafkaSettings {
    /// librdkafka's settings for every kind of client.
    func clientProperties() throws(KafkaError) -> [String: String] {
        var properties = [
            "bootstrap.servers": bootstrapServers,
            "client.id": clientID,
            "socket.nagle.disable": "true",
            "socket.keepalive.enable": "true",
            "log.connection.close": "false",
            // A broker that comes back is found within a second; the library's default waits up to ten.
            "reconnect.backoff.ms": "50",
            "reconnect.backoff.max.ms": "1000",
            // A topic that was made after the client started is seen within this time.
            "topic.metadata.refresh.interval.ms": "5000",
        ]
        for (name, value) in security {
            guard name == "security.protocol" || name.hasPrefix("ssl.") || name.hasPrefix("sasl.") else {
                throw KafkaError(RD_KAFKA_RESP_ERR__INVALID_ARG, "setting \(name) is no security setting")
            }
            properties[name] = value
        }
        return properties
    }

    /// Order per key and no loss: an earlier record of a key cannot fail while a later one is taken.
    func producerProperties() throws(KafkaError) -> [String: String] {
        try clientProperties().merging(
            [
                "enable.idempotence": "true",
                "acks": "all",
                "message.timeout.ms": "0",
                // A relay hands over many at once, which then go out together and not one by one.
                "linger.ms": "2",
                // What may wait in memory while the brokers are away.
                "queue.buffering.max.kbytes": "65536",
            ], uniquingKeysWith: { $1 })
    }

    func consumerProperties(group: String) throws(KafkaError) -> [String: String] {
        var properties = try clientProperties().merging(
            [
                "group.id": group,
                "enable.auto.commit": "true",
                "auto.commit.interval.ms": "1000",
                "enable.auto.offset.store": "false",
                // A gap is loud. A group that is new to a partition begins at its start: see `Membership`.
                "auto.offset.reset": "error",
                "partition.assignment.strategy": "range",
                "queued.max.messages.kbytes": "4096",
                "session.timeout.ms": String(sessionTimeout),
                "heartbeat.interval.ms": String(min(1000, sessionTimeout / 3)),
                "fetch.error.backoff.ms": "100",
            ], uniquingKeysWith: { $1 })
        if fetchPace > .zero {
            properties["fetch.min.bytes"] = "32768"
            properties["fetch.wait.max.ms"] = String(Int(fetchPace / .milliseconds(1)))
        }
        // It does not wake a fetch that waits for records.
        if isDevelopmentBroker { properties["fetch.wait.max.ms"] = "10" }
        return properties
    }
}
