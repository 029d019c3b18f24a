/// How many brokers a test stands on.
public enum Cluster: String, Sendable {
    case one, three

    var nodes: Int { self == .one ? 1 : 3 }

    /// What can be had here: three brokers need a Kafka of one's own (`KAFKA_HOME`).
    public static var all: [Cluster] { BrokerFixture.hasKafka ? [.one, .three] : [.one] }
}
