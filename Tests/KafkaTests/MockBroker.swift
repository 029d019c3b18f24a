import CRDKafka
import Kafka

/// librdkafka's mock broker inside the test process, for what no broker can be made to answer from outside.
final class MockBroker {
    private let kafka: OpaquePointer
    private let cluster: OpaquePointer

    struct NotMade: Error {}

    private init(_ kafka: OpaquePointer, _ cluster: OpaquePointer) {
        self.kafka = kafka
        self.cluster = cluster
    }

    /// - Parameter topic: made with one partition.
    static func start(topic: String) throws -> MockBroker {
        let settings = rd_kafka_conf_new()
        rd_kafka_conf_set(settings, "log_level", "4", nil, 0)
        guard let kafka = rd_kafka_new(RD_KAFKA_PRODUCER, settings, nil, 0) else { throw NotMade() }
        guard let cluster = rd_kafka_mock_cluster_new(kafka, 1) else { throw NotMade() }
        rd_kafka_mock_topic_create(cluster, topic, 1, 1)
        return MockBroker(kafka, cluster)
    }

    deinit {
        rd_kafka_mock_cluster_destroy(cluster)
        rd_kafka_destroy(kafka)
    }

    func settings() -> KafkaSettings {
        var settings = KafkaSettings(
            bootstrapServers: String(cString: rd_kafka_mock_cluster_bootstraps(cluster)), clientID: "tests",
            isDevelopmentBroker: true)
        settings.log = { _ in }
        return settings
    }

    /// Requests by their number in Kafka's protocol.
    enum Request: Int16 {
        /// Where a partition starts or ends.
        case listOffsets = 2
        /// Where a group stands.
        case offsetFetch = 9
    }

    /// The next requests of a kind are answered with these errors.
    func refuse(_ request: Request, with errors: [rd_kafka_resp_err_t]) {
        rd_kafka_mock_push_request_errors_array(cluster, request.rawValue, errors.count, errors)
    }
}
