import CRDKafka
import Kafka
import Testing

/// Where a consumer begins when its group cannot be asked at once.
@Suite struct BeginningTests {
    /// librdkafka, left to ask for itself, gives a partition up when its question is refused.
    @Test(arguments: [
        RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE,
        RD_KAFKA_RESP_ERR_NOT_COORDINATOR, RD_KAFKA_RESP_ERR__TRANSPORT,
    ])
    func aGroupThatCannotBeAskedIsAskedAgain(after error: rd_kafka_resp_err_t) async throws {
        try await expectAllToBeRead(refusing: .offsetFetch, with: Array(repeating: error, count: 12))
    }

    /// What was not read yet cannot be lost: that its start is not found is no gap, and is looked for again.
    @Test func aStartThatIsNotFoundIsLookedForAgain() async throws {
        try await expectAllToBeRead(
            refusing: .listOffsets, with: Array(repeating: RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, count: 6))
    }

    /// A leader that died, or was told only after all others: whoever polls has nothing to do about it.
    @Test func whatPassesIsWaitedForWithoutAnError() async throws {
        let broker = try MockBroker.start(topic: "t")
        let producer = try Producer(broker.settings())
        #expect(await producer.send(records(0..<3, to: "t")).areComplete)
        broker.refuse(.listOffsets, with: Array(repeating: RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION, count: 3))
        let consumer = try Consumer(broker.settings(), group: "g", topics: ["t"])
        #expect(try await poll(consumer, 3).map(text) == ["0", "1", "2"])
        await consumer.close()
        await producer.close()
    }

    /// A service whose state was lost hears all again, also where the start was not found at first.
    @Test func whatIsToBeReadFromItsStartIsNotBegunWhereTheGroupWas() async throws {
        let broker = try MockBroker.start(topic: "t")
        let producer = try Producer(broker.settings())
        #expect(await producer.send(records(0..<3, to: "t")).areComplete)
        let before = try Consumer(broker.settings(), group: "g", topics: ["t"])
        try await before.store(handled: poll(before, 3))
        await before.close()
        broker.refuse(
            .listOffsets, with: Array(repeating: RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, count: 3))
        let consumer = try Consumer(broker.settings(), group: "g", topics: ["t"], fromStart: ["t"])
        #expect(try await pollThroughErrors(consumer, 3) == ["0", "1", "2"])
        await consumer.close()
        await producer.close()
    }

    /// A group that is new to a topic of three records, of whose first requests of a kind some are refused.
    private func expectAllToBeRead(
        refusing request: MockBroker.Request, with errors: [rd_kafka_resp_err_t]
    ) async throws {
        let broker = try MockBroker.start(topic: "t")
        let producer = try Producer(broker.settings())
        #expect(await producer.send(records(0..<3, to: "t")).areComplete)
        broker.refuse(request, with: errors)
        let consumer = try Consumer(broker.settings(), group: "g", topics: ["t"])
        #expect(try await pollThroughErrors(consumer, 3) == ["0", "1", "2"])
        await consumer.close()
        await producer.close()
    }

    /// As a service does: an error ends no consumer.
    private func pollThroughErrors(_ consumer: Consumer, _ count: Int) async throws -> [String] {
        var seen: [String] = []
        let end = ContinuousClock.now + .seconds(60)
        while seen.count < count, ContinuousClock.now < end {
            do {
                seen += try await consumer.poll(max: 10, waiting: .milliseconds(100)).map(text)
            } catch {
                guard !error.isGap else { throw error }
                try await Task.sleep(for: .milliseconds(20))
            }
        }
        return seen
    }
}
