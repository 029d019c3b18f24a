import Contracts
import Kafka

/// How full a topic is and how far each group is behind on it.
struct TopicFigures: Encodable, Sendable {
    struct Group: Encodable, Sendable {
        let group: String
        /// Records not handled yet.
        let behind: Int64
    }

    let topic: String
    let partitions: Int
    /// That are there now; old ones may be gone.
    let records: Int64
    /// Those that have handled anything of it.
    var groups: [Group]

    /// All of the namespace's topics that are there.
    static func all(_ connections: StackConnections) async throws -> [TopicFigures] {
        let admin = try Admin(try connections.kafka())
        let present = try await admin.topics()
        let names = Topic.allCases.map { $0.name(in: connections.namespace) }.filter { present[$0] != nil }
        var figures = names.map { TopicFigures(topic: $0, partitions: present[$0] ?? 0, records: 0, groups: []) }
        for service in ServiceName.allCases {
            let group = try await connections.messaging(of: service).group()
            let lag = try await lag(of: group, on: names, admin)
            for place in figures.indices {
                let own = lag.filter { $0.key.topic == figures[place].topic }.map(\.value)
                figures[place] = figures[place].with(group, own)
            }
        }
        return figures
    }

    /// A Kafka that has just started, or just met a new group, takes a moment until it knows who looks after the group.
    private static func lag(
        of group: String, on names: [String], _ admin: Admin
    ) async throws -> [TopicPartition: PartitionLag] {
        let deadline = ContinuousClock.now + .seconds(10)
        while true {
            do {
                return try await admin.lag(of: group, on: names)
            } catch {
                guard error.name.contains("COORDINATOR"), ContinuousClock.now < deadline else { throw error }
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    private func with(_ group: String, _ lag: [PartitionLag]) -> TopicFigures {
        let records = lag.map { $0.high - $0.low }.reduce(0, +)
        let isHeard = lag.contains { $0.committed != nil }
        let more = isHeard ? [Group(group: group, behind: lag.map(\.behind).reduce(0, +))] : []
        return TopicFigures(topic: topic, partitions: partitions, records: records, groups: groups + more)
    }

    /// One line for each topic.
    static func table(_ figures: [TopicFigures]) -> TextTable {
        TextTable(
            ["topic", "partitions", "records", "behind"],
            figures.map { topic in
                let behind = topic.groups.map { "\($0.group) \($0.behind)" }.joined(separator: ", ")
                return [topic.topic, String(topic.partitions), String(topic.records), behind]
            })
    }
}
