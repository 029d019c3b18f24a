import CRDKafka
import Kafka
import TestSupport
import Testing

@Suite struct AdminTests {
    let broker: BrokerFixture

    init() async throws { broker = try await BrokerFixture.shared() }

    @Test func makingTopicsTwiceIsMakingThemOnce() async throws {
        let admin = try Admin(broker.settings())
        let topic = try await broker.topic("twice", partitions: 12)
        try await admin.createTopics([TopicSpec(topic), TopicSpec(topic + "-b", partitions: 2)])
        let topics = try await admin.topics()
        #expect(topics[topic] == 12)
        #expect(topics[topic + "-b"] == 2)
    }

    /// A broker may be told after all others that it leads a partition.
    @Test func aTopicIsMadeWhenItsLeadersSaySoThemselves() async throws {
        let broker = try MockBroker.start(topic: "late")
        broker.refuse(.listOffsets, with: Array(repeating: RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION, count: 5))
        let admin = try Admin(broker.settings())
        try await admin.createTopics([TopicSpec("late", partitions: 1)])
        #expect(try await admin.lag(of: "g", on: ["late"])[TopicPartition("late", 0)]?.high == 0)
    }

    @Test func aTopicWithAnotherNumberOfPartitionsIsRefusedByName() async throws {
        let topic = try await broker.topic("numbers", partitions: 2)
        let admin = try Admin(broker.settings())
        let error = await #expect(throws: KafkaError.self) { try await admin.createTopics([TopicSpec(topic)]) }
        #expect(error?.reason.contains("\(topic) has 2 partitions, not 12") == true)
    }

    @Test func anImpossibleTopicIsRefused() async throws {
        let admin = try Admin(broker.settings())
        await #expect(throws: KafkaError.self) { try await admin.createTopics([TopicSpec("no spaces", partitions: 1)]) }
        await #expect(throws: KafkaError.self) { try await admin.createTopics([TopicSpec("zero", partitions: 0)]) }
    }

    @Test func theClusterHasAName() async throws {
        let admin = try Admin(broker.settings())
        let name = try await admin.clusterID()
        #expect(!name.isEmpty)
        #expect(try await admin.clusterID() == name)
    }

    @Test func aGroupThatHasNotReadIsBehindByAllThereIs() async throws {
        let topic = try await broker.topic("lag", partitions: 2)
        let producer = try Producer(broker.settings())
        #expect(await producer.send(records(0..<40, to: topic, keys: 10)).areComplete)
        await producer.close()
        let lag = try await Admin(broker.settings()).lag(of: "nobody-\(topic)", on: [topic])
        #expect(lag.count == 2)
        #expect(lag.values.map(\.behind).reduce(0, +) == 40)
        #expect(lag.values.allSatisfy { $0.committed == nil })
    }

    @Test func anUnreachableBrokerGivesAReadableError() async throws {
        let admin = try Admin(.unreachable)
        let error = await #expect(throws: KafkaError.self) { try await admin.clusterID(within: .seconds(1)) }
        #expect(error?.name == "_TRANSPORT")
        #expect(error?.isRetriable == true)
        #expect(error?.reason.contains("127.0.0.1:1") == true, "\(error?.reason ?? "")")
        #expect(error?.reason.contains("Connection refused") == true, "\(error?.reason ?? "")")
        await #expect(throws: KafkaError.self) { try await admin.topics(within: .milliseconds(500)) }
    }

    @Test(.enabled(if: BrokerFixture.hasKafka, "the development broker cannot delete topics"))
    func aDeletedTopicIsGoneAndDeletingItAgainIsNoError() async throws {
        let topic = try await broker.topic("deleted")
        let admin = try Admin(broker.settings())
        try await admin.deleteTopics([topic])
        try await eventually("the topic is gone") { try await admin.topics()[topic] == nil ? true : nil }
        try await admin.deleteTopics([topic])
    }
}
