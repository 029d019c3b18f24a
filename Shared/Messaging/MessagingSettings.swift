import Kafka

/// What a service's messaging needs to know.
public struct MessagingSettings: Sendable {
    /// First part of every topic, consumer group and schema name.
    public var namespace: String
    /// The service's name, which is its consumer group and its `source`.
    public var service: String
    public var kafka: KafkaSettings
    /// Messages that the relay has under way at a time, in two halves: what a kill can make it send twice.
    public var relayBatch = 1_000
    /// Messages handled in one transaction, at most.
    public var inboxBatch = 500
    /// Between the beginnings of two inbox batches that are not full. What comes alone is handled at once; a steady stream
    /// does not cost a transaction for each few messages.
    public var inboxPace = Duration.zero
    /// After the broker was away, and at the start, nothing counts as heard for so long: the others have outboxes to empty.
    public var settleTime = Duration.zero

    public init(namespace: String, service: String, kafka: KafkaSettings) {
        self.namespace = namespace
        self.service = service
        self.kafka = kafka
    }

    /// The consumer group on the broker.
    ///
    /// The development broker forgets all when it ends, and is refilled from the journals: whoever went on from an old
    /// offset would miss what lies below it now. So each of its lives has groups of its own, which begin at the start.
    ///
    /// - Throws: `KafkaError` while the development broker does not answer.
    public func group() async throws -> String {
        let name = "\(namespace).\(service)"
        return kafka.isDevelopmentBroker ? "\(name).\(try await Admin(kafka).clusterID())" : name
    }

    /// The service's schema in the database.
    public var schema: String {
        "\(namespace)_\(String(service.map { $0 == "-" ? "_" : $0 }))"
    }
}
