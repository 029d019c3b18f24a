import Kafka
import TestSupport
import Testing

@Suite(.serialized) struct BrokerCrashTests {
    @Test(.enabled(if: BrokerFixture.hasKafka, "only a Kafka keeps its data when it is killed: set KAFKA_HOME"))
    func aKilledBrokerLosesAndDoublesNothing() async throws {
        let broker = try await BrokerFixture.exclusive()
        defer { try? broker.discard() }  // it goes with the process as well
        let topic = try await broker.topic("killed")
        let producer = try Producer(broker.settings())
        var receipts: [Receipt] = []
        for batch in 0..<200 {
            receipts.append(await producer.enqueue(records(batch * 50..<(batch + 1) * 50, to: topic, keys: 20)))
            if batch == 60 || batch == 120 { try await broker.kill() }
            if batch == 90 || batch == 150 { try await broker.restart() }
            if batch % 10 == 9, batch < 60 { _ = await receipts[batch].acknowledgements() }
        }
        for receipt in receipts { #expect(await receipt.acknowledgements().areComplete) }
        await producer.close()

        let seen = try await read(10_000, from: topic, of: broker, within: .seconds(60))
        #expect(seen.count == 10_000)
        #expect(Set(seen.map(text)).count == 10_000)
        var last: [String: Int] = [:]
        for record in seen {
            let number = try #require(Int(text(record)))
            #expect(number > last[record.key, default: -1])
            last[record.key] = number
        }
    }

    @Test(.enabled(if: BrokerFixture.hasKafka, "only a Kafka keeps its data when it is killed: set KAFKA_HOME"))
    func aConsumerGoesOnWhenItsBrokerIsBack() async throws {
        let broker = try await BrokerFixture.exclusive()
        defer { try? broker.discard() }  // it goes with the process as well
        let topic = try await broker.topic("back", partitions: 1)
        let producer = try Producer(broker.settings())
        let consumer = try Consumer(broker.settings(), group: "g", topics: [topic])
        #expect(await producer.send(records(0..<10, to: topic)).areComplete)
        try await consumer.store(handled: poll(consumer, 10))
        try await consumer.commit()
        try await broker.kill()
        #expect(try await consumer.poll(max: 10, waiting: .milliseconds(500)).isEmpty)
        try await broker.restart()
        #expect(await producer.send(records(10..<20, to: topic)).areComplete)
        #expect(try await poll(consumer, 10).map(text) == (10..<20).map(String.init))
        await consumer.close()
        await producer.close()
    }

    @Test(.disabled(if: BrokerFixture.hasKafka, "a Kafka comes back with its data"))
    func aDevelopmentBrokerComesBackEmptyUnderAnotherNameAndIsReadFromTheStart() async throws {
        let broker = try await BrokerFixture.exclusive()
        defer { try? broker.discard() }  // it goes with the process as well
        let topic = try await broker.topic("empty", partitions: 1)
        let admin = try Admin(broker.settings())
        let before = try await admin.clusterID()
        let producer = try Producer(broker.settings())
        let consumer = try Consumer(broker.settings(), group: "g", topics: [topic])
        #expect(await producer.send(records(0..<10, to: topic)).areComplete)
        try await consumer.store(handled: poll(consumer, 10))
        try await consumer.commit()
        try await broker.kill()
        try await broker.restart()
        #expect(try await admin.clusterID() != before)
        #expect(try await admin.topics()[topic] == 1)
        #expect(await producer.send(records(100..<105, to: topic)).areComplete)
        #expect(try await poll(consumer, 5).map(text).suffix(5) == (100..<105).map(String.init)[...])
        await consumer.close()
        await producer.close()
    }

    @Test func closingDoesNotWaitForABrokerThatIsGone() async throws {
        let broker = try await BrokerFixture.exclusive()
        defer { try? broker.discard() }  // it goes with the process as well
        let topic = try await broker.topic("gone", partitions: 1)
        let producer = try Producer(broker.settings())
        let consumer = try Consumer(broker.settings(), group: "g", topics: [topic])
        #expect(await producer.send(records(0..<10, to: topic)).areComplete)
        try await consumer.store(handled: poll(consumer, 10))
        try await broker.kill()
        let began = ContinuousClock.now
        await consumer.close()
        #expect(ContinuousClock.now - began < .seconds(10))
        await producer.close(drain: .milliseconds(100))
        #expect(ContinuousClock.now - began < .seconds(12))
    }
}
