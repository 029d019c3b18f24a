import Kafka
import TestSupport
import Testing

@Suite struct ConsumerTests {
    let broker: BrokerFixture

    init() async throws { broker = try await BrokerFixture.shared() }

    /// A topic with records 0 ..< count, all of one key.
    private func topic(_ count: Int, partitions: Int = 1) async throws -> String {
        let topic = try await broker.topic("consumer", partitions: partitions)
        let producer = try Producer(broker.settings())
        #expect(await producer.send(records(0..<count, to: topic)).areComplete)
        await producer.close()
        return topic
    }

    private func member(of group: String, _ topic: String) throws -> Consumer {
        try Consumer(broker.settings(), group: group, topics: [topic])
    }

    @Test func aNewGroupStartsAtTheEarliestRecord() async throws {
        let topic = try await topic(5)
        let first = try await read(5, from: topic, of: broker)
        #expect(first.map(text) == ["0", "1", "2", "3", "4"])
        #expect(first.map(\.offset) == [0, 1, 2, 3, 4])
    }

    @Test func theNextMemberGoesOnAfterWhatWasStored() async throws {
        let topic = try await topic(5)
        let first = try member(of: "g-\(topic)", topic)
        let batch = try await poll(first, 5)
        try await first.store(handled: Array(batch.prefix(2)))
        await first.close()

        let second = try member(of: "g-\(topic)", topic)
        #expect(try await poll(second, 3).map(text) == ["2", "3", "4"])
        await second.close()
    }

    @Test func whatWasNotStoredIsDeliveredAgain() async throws {
        let topic = try await topic(2)
        #expect(try await read(2, from: topic, of: broker).map(text) == ["0", "1"])
        #expect(try await read(2, from: topic, of: broker).map(text) == ["0", "1"])
    }

    @Test func aBatchThatFailedIsDeliveredAgainAfterSeekingBack() async throws {
        let topic = try await topic(5)
        let consumer = try member(of: "g-\(topic)", topic)
        let batch = try await poll(consumer, 5)
        try await consumer.store(handled: Array(batch.prefix(1)))
        try await consumer.seek(batch[0].topicPartition, to: 1)
        #expect(try await poll(consumer, 4).map(text) == ["1", "2", "3", "4"])
        await consumer.close()
    }

    @Test func aPausedPartitionWaitsAndGoesOnWhereItWasSought() async throws {
        let topic = try await topic(5)
        let consumer = try member(of: "g-\(topic)", topic)
        let partition = try await poll(consumer, 5)[0].topicPartition
        try await consumer.seek(partition, to: 2)
        try await consumer.pause(partition)
        for _ in 0..<5 { #expect(try await consumer.poll(max: 10, waiting: .milliseconds(50)).isEmpty) }
        try await consumer.resume(partition)
        #expect(try await poll(consumer, 3).map(text) == ["2", "3", "4"])

        try await consumer.pause(partition)
        try await consumer.seek(partition, to: 4)
        #expect(try await consumer.poll(max: 10, waiting: .milliseconds(50)).isEmpty)
        try await consumer.resume(partition)
        #expect(try await poll(consumer, 1).map(text) == ["4"])
        await consumer.close()
    }

    @Test func aResumptionOfWhatIsNotPausedChangesNothing() async throws {
        let topic = try await topic(5)
        let consumer = try member(of: "g-\(topic)", topic)
        let partition = try await poll(consumer, 5)[0].topicPartition
        try await consumer.resume(partition)
        #expect(try await consumer.poll(max: 10, waiting: .milliseconds(500)).isEmpty)
        await consumer.close()
    }

    @Test func storingAnOffsetOfAPartitionThatIsNotOwnedIsIgnored() async throws {
        let topic = try await topic(3)
        let consumer = try member(of: "g-\(topic)", topic)
        _ = try await poll(consumer, 3)
        try await consumer.store([TopicPartition(topic, 7): 40, TopicPartition("another", 0): 1])
        try await consumer.store([TopicPartition(topic, 0): 3, TopicPartition("another", 0): 1])
        try await consumer.commit()
        let lag = try await Admin(broker.settings()).lag(of: "g-\(topic)", on: [topic])
        #expect(lag[TopicPartition(topic, 0)]?.committed == 3)
        await consumer.close()
    }

    @Test func lagIsWhatWasNotStored() async throws {
        let topic = try await topic(10)
        let consumer = try member(of: "g-\(topic)", topic)
        let batch = try await poll(consumer, 10)
        let partition = batch[0].topicPartition
        #expect(try await consumer.lag()[partition] == PartitionLag(low: 0, high: 10, committed: 0))
        try await consumer.store([partition: 4])
        let lag = try #require(try await consumer.lag()[partition])
        #expect(lag == PartitionLag(low: 0, high: 10, committed: 4))
        #expect(lag.behind == 6)
        await consumer.close()
    }

    @Test func aClosedConsumerSaysSo() async throws {
        let consumer = try member(of: "closed", "any")
        await consumer.close()
        await consumer.close()
        await #expect(throws: KafkaError.self) { try await consumer.poll(max: 1, waiting: .zero) }
    }
}
