/// A record as it was read.
///
/// Keys and headers are decoded as UTF-8; bytes that are not become U+FFFD, so that a hostile record can be parked.
public struct ConsumedRecord: Sendable {
    public let topic: String
    public let partition: Int32
    public let offset: Int64
    /// Empty when the record has none.
    public let key: String
    public let headers: [(String, String)]
    /// Empty when the record has none.
    public let value: [UInt8]
    /// Milliseconds since 1970-01-01T00:00:00Z by the broker's or the sender's clock; 0 when unknown.
    public let timestamp: Int64

    public init(
        topic: String, partition: Int32, offset: Int64, key: String, headers: [(String, String)], value: [UInt8],
        timestamp: Int64
    ) {
        self.topic = topic
        self.partition = partition
        self.offset = offset
        self.key = key
        self.headers = headers
        self.value = value
        self.timestamp = timestamp
    }

    public var topicPartition: TopicPartition { TopicPartition(topic, partition) }

    /// The first header of that name.
    public func header(_ name: String) -> String? { headers.first { $0.0 == name }?.1 }
}
