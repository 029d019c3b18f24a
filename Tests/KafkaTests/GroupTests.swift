import Kafka
import TestSupport
import Testing

@Suite struct GroupTests {
    let broker: BrokerFixture

    init() async throws { broker = try await BrokerFixture.shared() }

    private func member(of group: String, _ topic: String) throws -> Consumer {
        try Consumer(broker.settings(), group: group, topics: [topic])
    }

    /// If it stayed in the group when it ends, it would keep its partitions for longer than a test waits. The development
    /// broker lets nobody go before its session is over.
    private func leaver(of group: String, _ topic: String) throws -> Consumer {
        var settings = try broker.settings()
        if broker.kind != .development { settings.sessionTimeout = 30_000 }
        return try Consumer(settings, group: group, topics: [topic])
    }

    private func owns(_ count: Int, _ consumer: Consumer, within limit: Duration) async throws {
        try await eventually("the member has \(count) partitions", within: limit) {
            _ = try await consumer.poll(max: 1, waiting: .milliseconds(50))
            return try await consumer.assignment().count == count ? true : nil
        }
    }

    @Test func aClosedMemberLeavesItsPartitionsToTheOthersAtOnce() async throws {
        let topic = try await broker.topic("leave", partitions: 2)
        let first = try leaver(of: "g-\(topic)", topic)
        try await owns(2, first, within: .seconds(20))
        await first.close()
        let second = try member(of: "g-\(topic)", topic)
        try await owns(2, second, within: .seconds(20))
        await second.close()
    }

    @Test func aDroppedMemberCommitsAndLeavesToo() async throws {
        let topic = try await broker.topic("dropped", partitions: 1)
        try await Producer(broker.settings()).send(ProducerRecord(topic: topic, key: "k", value: [1]))
        func takeAndDrop() async throws {
            let consumer = try leaver(of: "g-\(topic)", topic)
            try await consumer.store(handled: poll(consumer, 1))
        }
        try await takeAndDrop()
        let admin = try Admin(broker.settings())
        try await eventually("the offset is committed") {
            let lag = try await admin.lag(of: "g-\(topic)", on: [topic])
            return lag == [TopicPartition(topic, 0): PartitionLag(low: 0, high: 1, committed: 1)] ? true : nil
        }
        let next = try member(of: "g-\(topic)", topic)
        try await owns(1, next, within: .seconds(20))
        await next.close()
    }

    @Test func aPauseEndsWhenThePartitionIsTakenAway() async throws {
        let topic = try await broker.topic("unpaused", partitions: 1)
        let first = try member(of: "g-\(topic)", topic)
        try await owns(1, first, within: .seconds(20))
        try await first.pause(TopicPartition(topic, 0))
        let producer = try Producer(broker.settings())
        try await producer.send(ProducerRecord(topic: topic, key: "k", value: [1]))
        await producer.close()
        let second = try leaver(of: "g-\(topic)", topic)
        // As long as it has the partition and the pause, the first one reads nothing.
        try await eventually("the partition is given out anew", within: .seconds(40)) {
            let own = try await first.poll(max: 1, waiting: .milliseconds(50))
            let other = try await second.poll(max: 1, waiting: .milliseconds(50))
            return own.isEmpty && other.isEmpty ? nil : true
        }
        await second.close()
        // Nothing was stored, so whoever has it next begins at its start.
        #expect(try await poll(first, 1).map(\.offset) == [0])
        await first.close()
    }

    @Test func twoMembersShareTheWorkAndHandleEverything() async throws {
        let topic = try await broker.topic("shared", partitions: 6)
        let members = try [member(of: "g-\(topic)", topic), member(of: "g-\(topic)", topic)]
        try await eventually("both have three partitions", within: .seconds(40)) {
            var shares: [Int] = []
            for one in members {
                _ = try await one.poll(max: 1, waiting: .milliseconds(50))
                shares.append(try await one.assignment().count)
            }
            return shares == [3, 3] ? true : nil
        }
        let producer = try Producer(broker.settings())
        #expect(await producer.send(records(0..<600, to: topic, keys: 60)).areComplete)
        await producer.close()
        var seen: Set<String> = []
        let deadline = ContinuousClock.now + .seconds(20)
        while seen.count < 600, ContinuousClock.now < deadline {
            for one in members {
                let batch = try await one.poll(max: 1000, waiting: .milliseconds(20))
                #expect(Set(batch.map(\.topicPartition)).isSubset(of: try await one.assignment()))
                seen.formUnion(batch.map(text))
            }
        }
        #expect(seen.count == 600)
        for one in members { await one.close() }
    }

    @Test(.enabled(if: BrokerFixture.hasKafka, "the development broker tells nobody of a late topic: set KAFKA_HOME"))
    func aTopicThatIsMadeLaterIsFound() async throws {
        let early = try await broker.topic("early")
        let consumer = try Consumer(broker.settings(), group: "g-\(early)", topics: [early, early + "-late"])
        _ = try? await consumer.poll(max: 1, waiting: .milliseconds(200))  // may say that the topic is not there
        try await Admin(broker.settings()).createTopics([TopicSpec(early + "-late", partitions: 1)])
        try await eventually("it has the late topic", within: .seconds(20)) {
            _ = try? await consumer.poll(max: 1, waiting: .milliseconds(50))  // the same
            return try await consumer.assignment().contains(TopicPartition(early + "-late", 0)) ? true : nil
        }
        await consumer.close()
    }
}
