import Foundation
import TestSupport

@testable import OperatorService

/// Where a topic's partitions lie on a cluster, as Kafka's own tool tells.
struct TopicLayout {
    struct Partition {
        /// The number of the node that takes its records.
        let leader: Int
        /// The nodes that are to have its records.
        let copies: [Int]
    }

    let partitions: [Int32: Partition]
    /// How many copies must have a record before it is acknowledged.
    let leastInSync: Int?

    init(of topic: String, on broker: BrokerFixture) async throws {
        let environment = ProcessInfo.processInfo.environment
        let tool = URL(filePath: environment["KAFKA_HOME"] ?? "").appending(path: "bin/kafka-topics.sh")
        let servers = broker.environment["KAFKA_BOOTSTRAP_SERVERS"] ?? ""
        let said = try await Script(
            programme: tool, arguments: ["--bootstrap-server", servers, "--describe", "--topic", topic],
            environment: environment
        ).run()
        leastInSync = said.firstMatch(of: /min\.insync\.replicas=(\d+)/).flatMap { Int($0.1) }
        let lines = said.matches(of: /Partition: (\d+)\tLeader: (\d+)\tReplicas: ([\d,]+)/)
        partitions = Dictionary(
            uniqueKeysWithValues: lines.compactMap { line in
                guard let number = Int32(line.1), let leader = Int(line.2) else { return nil }
                return (number, Partition(leader: leader, copies: line.3.split(separator: ",").compactMap { Int($0) }))
            })
    }
}
