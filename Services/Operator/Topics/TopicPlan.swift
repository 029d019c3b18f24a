import Contracts
import Kafka

/// The product's topics as they are made.
enum TopicPlan {
    /// As many copies as the cluster's own default says.
    static func specs(_ namespace: String) -> [TopicSpec] {
        Topic.allCases.map { topic in
            TopicSpec(
                topic.name(in: namespace), partitions: Topic.partitions,
                config: config(of: topic))
        }
    }

    private static func config(of topic: Topic) -> [String: String] {
        if topic.isCompacted { return ["cleanup.policy": "compact"] }
        return topic.isKeptForGood ? ["retention.ms": "-1"] : [:]
    }

    /// Makes what is missing.
    ///
    /// - Returns: the names of the topics that were made.
    static func apply(_ namespace: String, through kafka: KafkaSettings) async throws -> [String] {
        let admin = try Admin(kafka)
        let present = try await admin.topics()
        let missing = specs(namespace).filter { present[$0.name] != $0.partitions }
        if !missing.isEmpty { try await admin.createTopics(specs(namespace)) }
        return missing.map(\.name)
    }
}
