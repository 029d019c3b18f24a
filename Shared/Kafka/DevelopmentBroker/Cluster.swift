import CRDKafka

/// librdkafka's mock cluster with one broker, and the client handle that it lives in.
struct Cluster {
    private let kafka: OpaquePointer
    private let cluster: OpaquePointer

    /// Starts the broker with these topics.
    ///
    /// It listens before its topics are made, and a client that asks for a topic in between makes it, with four
    /// partitions. So the start is repeated until none was quicker.
    static func start(_ topics: [Topic]) throws(Misuse) -> Cluster {
        for _ in 0..<50 {
            let cluster = try Cluster()
            if topics.allSatisfy({ cluster.create($0) == RD_KAFKA_RESP_ERR_NO_ERROR }) { return cluster }
            cluster.stop()
        }
        throw Misuse(reason: "clients keep creating topics before they can be made; or one is named twice")
    }

    private init() throws(Misuse) {
        var text = [CChar](repeating: 0, count: 512)
        let settings = rd_kafka_conf_new()
        // Only warnings: the library notes at each start that the handle has no broker to go to.
        rd_kafka_conf_set(settings, "log_level", "4", &text, text.count)
        guard let kafka = rd_kafka_new(RD_KAFKA_PRODUCER, settings, &text, text.count) else {
            throw Misuse(reason: "librdkafka gave no handle")
        }
        guard let cluster = rd_kafka_mock_cluster_new(kafka, 1) else {
            rd_kafka_destroy(kafka)
            throw Misuse(reason: "the port is in use, or the broker cannot listen")
        }
        self.kafka = kafka
        self.cluster = cluster
    }

    /// `127.0.0.1:PORT`.
    var address: String { String(cString: rd_kafka_mock_cluster_bootstraps(cluster)) }

    func create(_ topic: Topic) -> rd_kafka_resp_err_t {
        rd_kafka_mock_topic_create(cluster, topic.name, Int32(topic.partitions), 1)
    }

    func stop() {
        rd_kafka_mock_cluster_destroy(cluster)
        rd_kafka_destroy(kafka)
    }
}
