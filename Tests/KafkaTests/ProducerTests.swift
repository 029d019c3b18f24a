import Kafka
import TestSupport
import Testing

@Suite struct ProducerTests {
    let broker: BrokerFixture

    init() async throws { broker = try await BrokerFixture.shared() }

    @Test func anAcknowledgedRecordIsThereWithItsKeyHeadersAndValue() async throws {
        let topic = try await broker.topic("producer")
        let producer = try Producer(broker.settings())
        let headers = [("ce_id", "1"), ("ce_subject", "常州/供水"), ("empty", "")]
        try await producer.send(
            ProducerRecord(topic: topic, key: "changzhou/1", headers: headers, value: Array("水压不足".utf8)))
        await producer.close()

        let record = try #require(try await read(1, from: topic, of: broker).first)
        #expect(record.key == "changzhou/1")
        #expect(record.headers.map(\.0) == headers.map(\.0))
        #expect(record.headers.map(\.1) == headers.map(\.1))
        #expect(text(record) == "水压不足")
        #expect(record.header("ce_subject") == "常州/供水")
        #expect(record.timestamp > 1_577_836_800_000)
    }

    @Test func theOrderOfAKeyIsKept() async throws {
        let topic = try await broker.topic("order")
        let producer = try Producer(broker.settings())
        var receipts: [Receipt] = []
        for start in stride(from: 0, to: 5000, by: 500) {
            receipts.append(await producer.enqueue(records(start..<start + 500, to: topic, keys: 7)))
        }
        for receipt in receipts { #expect(await receipt.acknowledgements().areComplete) }
        await producer.close()

        var last: [String: Int] = [:]
        var partitions: [String: Int32] = [:]
        for record in try await read(5000, from: topic, of: broker) {
            let number = try #require(Int(text(record)))
            #expect(number > last[record.key, default: -1], "\(record.key) at \(record.topicPartition)")
            #expect(partitions[record.key, default: record.partition] == record.partition)
            last[record.key] = number
            partitions[record.key] = record.partition
        }
        #expect(last.count == 7)
    }

    @Test func aRecordThatIsTooLargeIsRefusedAlone() async throws {
        let topic = try await broker.topic("large")
        let producer = try Producer(broker.settings())
        var batch = records(0..<3, to: topic)
        batch[1].value = [UInt8](repeating: 0, count: 2_000_000)
        let answer = await producer.send(batch)
        await producer.close()

        #expect(answer.failures.keys.sorted() == [1])
        #expect(answer.failures[1]?.name == "MSG_SIZE_TOO_LARGE")
        #expect(answer.failures[1]?.isRetriable == false)
        #expect(answer.covers(0) && answer.covers(2) && !answer.areComplete)
        #expect(try await read(2, from: topic, of: broker).map(text) == ["0", "2"])
    }

    @Test func anImpossibleTopicIsRefusedAndTheRestIsSent() async throws {
        let topic = try await broker.topic("beside")
        let producer = try Producer(broker.settings())
        let answer = await producer.send([
            ProducerRecord(topic: "", key: "k", value: [1]), ProducerRecord(topic: topic, key: "k", value: [2]),
        ])
        await producer.close()
        #expect(answer.failures.keys.sorted() == [0])
        #expect(answer.failures[0]?.isRetriable == false)
    }

    @Test func anEmptyBatchIsAnsweredAtOnce() async throws {
        let producer = try Producer(broker.settings())
        #expect(await producer.send([]).areComplete)
        await producer.close()
    }

    @Test func valuesThatAreEmptyOrNotTextArriveAsTheyAre() async throws {
        let topic = try await broker.topic("bytes", partitions: 1)
        let producer = try Producer(broker.settings())
        let values: [[UInt8]] = [[], [0, 255, 254, 0], [UInt8](repeating: 0x80, count: 5000)]
        for value in values { try await producer.send(ProducerRecord(topic: topic, key: "", value: value)) }
        await producer.close()
        #expect(try await read(3, from: topic, of: broker).map(\.value) == values)
    }
}
