import TestSupport
import Testing

extension Trait where Self == ConditionTrait {
    /// For what stands on three brokers.
    static var onThreeBrokers: Self {
        .enabled(if: BrokerFixture.hasKafka, "a cluster of three needs a Kafka: set KAFKA_HOME")
    }
}
