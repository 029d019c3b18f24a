import Kafka

/// Where a record lies on the broker.
struct RecordPlace: Sendable, CustomStringConvertible {
    let partition: TopicPartition
    let offset: Int64

    init(partition: TopicPartition, offset: Int64) {
        self.partition = partition
        self.offset = offset
    }

    init(_ record: ConsumedRecord) { self.init(partition: record.topicPartition, offset: record.offset) }

    var description: String { "\(partition)@\(offset)" }
}

/// A message with the place that it came from.
struct PlacedEnvelope: Sendable {
    let envelope: Envelope
    let place: RecordPlace
}
