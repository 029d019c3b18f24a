import Foundation
import Kafka

/// A broker for tests, started by `deploy/scripts/broker`: the one of `KAFKA_BOOTSTRAP_SERVERS`, a Kafka under
/// `KAFKA_HOME`, or the development broker of this build. It ends with the test process, however that ends.
public final class BrokerFixture: Sendable {
    public enum Kind: String, Sendable { case external, kafka, development }

    public struct ScriptFailed: Error, CustomStringConvertible {
        public let description: String
    }

    public let kind: Kind
    /// What the services take from their environment to find this broker.
    public let environment: [String: String]
    private let folder: URL

    private static let one = Task { try await onThread { try BrokerFixture(isPrivate: false, .one) } }
    private static let three = Task { try await onThread { try BrokerFixture(isPrivate: true, .three) } }

    /// The brokers that all suites of this test process share, started by the first that asks.
    public static func shared(_ cluster: Cluster = .one) async throws -> BrokerFixture {
        switch cluster {
        case .one: try await one.value
        case .three: try await three.value
        }
    }

    /// A broker for one test that kills or stops it.
    public static func exclusive(_ cluster: Cluster = .one) async throws -> BrokerFixture {
        try await onThread { try BrokerFixture(isPrivate: true, cluster) }
    }

    /// True when real-broker tests can run.
    public static var hasKafka: Bool { !(ProcessInfo.processInfo.environment["KAFKA_HOME"] ?? "").isEmpty }

    private init(isPrivate: Bool, _ cluster: Cluster) throws {
        let name = "hotline-broker-\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString.prefix(8))"
        folder = FileManager.default.temporaryDirectory.appending(path: name)
        let printed = try Self.script(
            "start", folder,
            ["--nodes", String(cluster.nodes), "--while", String(ProcessInfo.processInfo.processIdentifier)],
            hiding: isPrivate ? ["KAFKA_BOOTSTRAP_SERVERS", "KAFKA_BROKER_KIND"] : [])
        var environment: [String: String] = [:]
        for line in printed.split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { environment[String(parts[0])] = String(parts[1]) }
        }
        guard let kind = environment["KAFKA_BROKER_KIND"].flatMap(Kind.init) else {
            throw ScriptFailed(description: "no KAFKA_BROKER_KIND in: \(printed)")
        }
        self.kind = kind
        self.environment = environment
    }

    public func settings(clientID: String = "tests") throws -> KafkaSettings {
        let others = ProcessInfo.processInfo.environment.filter {
            $0.key.hasPrefix("KAFKA_S")  // security of an external cluster
        }
        return try KafkaSettings(
            environment: others.merging(environment, uniquingKeysWith: { $1 }), clientID: clientID)
    }

    /// Makes a topic of its own for a test.
    /// - Returns: its name, which begins with `prefix`.
    public func topic(_ prefix: String, partitions: Int = 3) async throws -> String {
        let name = "\(prefix)-\(UUID().uuidString.prefix(8).lowercased())"
        try await Admin(settings()).createTopics([TopicSpec(name, partitions: partitions)])
        return name
    }

    /// SIGKILL: a crash. On a Kafka the data stay; the development broker forgets all.
    public func kill() async throws { try await call("kill") }

    /// SIGKILL to one node of a cluster.
    ///
    /// - Parameter node: 1, 2 or 3.
    public func kill(node: Int) async throws { try await call("kill", String(node)) }

    /// An orderly end.
    public func stop() async throws { try await call("stop") }

    /// Starts it, or those of its nodes that are dead, again at the same address; returns when it answers.
    public func restart() async throws { try await call("start") }

    /// Ends it and deletes what it kept; without a call it goes with the process.
    public func discard() throws { _ = try Self.script("wipe", folder, []) }

    private func call(_ verb: String, _ options: String...) async throws {
        _ = try await onThread { [folder] in try Self.script(verb, folder, options) }
    }

    /// Milliseconds, for services of a test (`KAFKA_FETCH_PACE`): some thirty of them ask three brokers on the machine that all
    /// share, and by their own pace that was most of what a Kafka did in a run.
    public static let fetchPace = "200"

    /// A broker of a test lives for minutes on a machine that it shares: what a Java machine does to be fast later costs more
    /// than it brings. With these a node is there after a third less time.
    private static let shortLived = "-XX:-UseG1GC -XX:+UseSerialGC -XX:TieredStopAtLevel=1"

    private static func script(
        _ verb: String, _ folder: URL, _ options: [String], hiding variables: [String] = []
    ) throws -> String {
        let process = Process()
        process.executableURL =
            URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../deploy/scripts/broker").standardizedFileURL
        process.arguments = [verb, folder.path] + options
        var environment = ProcessInfo.processInfo.environment.filter { !variables.contains($0.key) }
        environment["KAFKA_OPTS", default: ""] += " \(shortLived)"
        process.environment = environment
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        try process.spawn()
        let printed = output.fileHandleForReading.readDataToEndOfFile()
        let complaints = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw ScriptFailed(
                description: "deploy/scripts/broker \(verb): \(String(decoding: complaints, as: UTF8.self))")
        }
        return String(decoding: printed, as: UTF8.self)
    }
}
