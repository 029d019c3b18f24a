import CRDKafka

/// A handle that neither produces nor joins a group, destroyed with its last owner.
final class AdminHandle {
    let kafka: OpaquePointer
    private let events: ClientEvents

    init(_ settings: KafkaSettings, group: String? = nil) throws(KafkaError) {
        events = ClientEvents(log: settings.log)
        if let group {
            kafka = try Client.make(
                RD_KAFKA_CONSUMER, settings.consumerProperties(group: group), events: events)
        } else {
            kafka = try Client.make(RD_KAFKA_PRODUCER, settings.clientProperties(), events: events)
        }
    }

    deinit { rd_kafka_destroy(kafka) }

    /// `error`, with what the connection said last: "timed out" alone helps nobody.
    func explained(_ error: KafkaError) -> KafkaError {
        rd_kafka_poll(kafka, 0)
        guard let outage = events.lastOutage else { return error }
        events.recovered()
        return KafkaError(error, because: outage.reason)
    }
}
