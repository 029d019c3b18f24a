import Contracts
import Kafka

extension Envelope {
    /// - Throws: `Undecodable` when an attribute is missing or malformed, or the topic is not of this namespace.
    init(_ record: ConsumedRecord, namespace: String) throws {
        let prefix = "\(namespace)."
        guard record.topic.hasPrefix(prefix), let topic = Topic(rawValue: String(record.topic.dropFirst(prefix.count)))
        else { throw Undecodable(reason: "topic \(record.topic) is not of namespace \(namespace)") }
        try self.init(topic: topic, headers: record.headers, data: record.value)
    }
}
