/// A topic to be made.
public struct TopicSpec: Sendable, Equatable {
    public var name: String
    public var partitions: Int
    /// Copies of each partition; -1 takes the cluster's default.
    public var replication: Int
    /// Kafka's topic settings, such as `cleanup.policy`.
    public var config: [String: String]

    public init(_ name: String, partitions: Int = 12, replication: Int = -1, config: [String: String] = [:]) {
        self.name = name
        self.partitions = partitions
        self.replication = replication
        self.config = config
    }
}
