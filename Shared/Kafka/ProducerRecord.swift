/// A record to be sent.
public struct ProducerRecord: Sendable {
    public var topic: String
    /// Records of one key stay in order, on one partition.
    public var key: String
    public var headers: [(String, String)]
    public var value: [UInt8]

    public init(topic: String, key: String, headers: [(String, String)] = [], value: [UInt8]) {
        self.topic = topic
        self.key = key
        self.headers = headers
        self.value = value
    }
}
