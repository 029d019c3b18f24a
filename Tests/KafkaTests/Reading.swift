import Kafka
import TestSupport

/// Reads `count` records of a topic from its start, in a group of its own.
func read(
    _ count: Int, from topic: String, of broker: BrokerFixture, within limit: Duration = .seconds(30)
) async throws -> [ConsumedRecord] {
    let consumer = try Consumer(broker.settings(), group: "reader-of-\(topic)", topics: [topic])
    let records = try await poll(consumer, count, within: limit)
    await consumer.close()
    return records
}

/// Polls until `count` records have come.
func poll(_ consumer: Consumer, _ count: Int, within limit: Duration = .seconds(30)) async throws -> [ConsumedRecord] {
    var records: [ConsumedRecord] = []
    let deadline = ContinuousClock.now + limit
    while records.count < count, ContinuousClock.now < deadline {
        records += try await consumer.poll(max: 1000, waiting: .milliseconds(100))
    }
    guard records.count >= count else { throw NeverCame(wanted: count, got: records.count) }
    return records
}

struct NeverCame: Error {
    let wanted: Int
    let got: Int
}

func text(_ record: ConsumedRecord) -> String { String(decoding: record.value, as: UTF8.self) }

func records(_ range: Range<Int>, to topic: String, keys: Int = 1) -> [ProducerRecord] {
    range.map { ProducerRecord(topic: topic, key: "key-\($0 % keys)", value: Array("\($0)".utf8)) }
}

extension KafkaSettings {
    /// Nothing listens on port 1; its log would only say so, again and again.
    static var unreachable: KafkaSettings {
        var settings = KafkaSettings(bootstrapServers: "127.0.0.1:1", clientID: "tests")
        settings.log = { _ in }
        return settings
    }
}
