import Contracts
import Postgres
import TestSupport
import Testing

@testable import Kafka
@testable import Messaging

@Suite struct ClusterTests {
    @Test(.disabled(if: BrokerFixture.hasKafka, "a Kafka comes back with its data"))
    func aDevelopmentBrokerThatComesBackEmptyIsRefilledWhileTheRelayRuns() async throws {
        let broker = try await BrokerFixture.exclusive()
        defer { try? broker.discard() }  // it goes with the process as well
        let post = try await Post(broker: broker)
        let connection = try await post.connect()
        try await whileRunning(post.relay(over: connection).run) {
            try await post.say(["a", "b", "c"])
            try await eventually("all are sent") { post.reports.sent == 3 ? true : nil }
            try await broker.kill()
            try await broker.restart()
            try await eventually("all are sent again", within: .seconds(20)) { post.reports.sent >= 6 ? true : nil }
        }
        #expect(Set(try await post.read(.units, 3).compactMap { $0.header("ce_subject") }).count == 3)
    }

    @Test func anotherClusterStopsTheRelayUntilAnOperatorHasAcceptedIt() async throws {
        let post = try await Post()
        let connection = try await post.connect()
        let relay = Self.strictRelay(post, over: connection)
        try await Replay.accept(cluster: "another-one", over: connection)
        try await post.say(["a"])
        let error = await #expect(throws: OtherCluster.self) { try await relay.run { false } }
        let current = try await Admin(post.settings.kafka).clusterID()
        #expect(
            error?.description.hasPrefix("the Kafka cluster is \(current), but messages were sent to another-one")
                == true)
        #expect(try await post.count("unsent") == 1)
        #expect(post.reports.confirmed == 0)
        try await Replay.accept(cluster: current, over: connection)
        try await whileRunning(relay.run) {
            try await eventually("it is sent") { post.reports.sent == 1 ? true : nil }
        }
        #expect(post.reports.confirmed > 0)
    }

    @Test func anInstanceBesideTheOneThatRelaysRefusesAnotherClusterToo() async throws {
        let post = try await Post()
        let (first, second) = (try await post.connect(), try await post.connect())
        let beside = Self.strictRelay(post, over: second)
        try await whileRunning(Self.strictRelay(post, over: first).run) {
            try await eventually("the first relays") { post.reports.confirmed > 0 ? true : nil }
            try await Replay.accept(cluster: "another-one", over: second)
            let error = await #expect(throws: OtherCluster.self) { try await beside.run { false } }
            #expect(error?.expected == "another-one")
        }
        #expect(post.reports.confirmed == 1)
    }

    /// As on a broker that keeps what it has: a changed cluster is not refilled.
    private static func strictRelay(_ post: Post, over connection: Connection) -> OutboxRelay {
        var settings = post.settings
        settings.kafka.isDevelopmentBroker = false
        return OutboxRelay(
            connection: connection, producers: ProducerSource(settings.kafka), settings: settings, signal: post.signal,
            report: post.reports.relay)
    }

    @Test func aProducerThatFailedForGoodIsReplacedAndEverythingIsSent() async throws {
        let post = try await Post()
        let producers = ProducerSource(post.settings.kafka)
        let connection = try await post.connect()
        let relay = OutboxRelay(
            connection: connection, producers: producers, settings: post.settings, signal: post.signal,
            report: post.reports.relay)
        try await whileRunning(relay.run) {
            try await post.say(["a"])
            try await eventually("the first is sent") { post.reports.sent == 1 ? true : nil }
            await (try producers.current()).failFatally()
            try await post.say(["b", "c"])
            try await eventually("the others are sent", within: .seconds(20)) { post.reports.sent == 3 ? true : nil }
        }
        #expect(post.reports.failures.count == 1)
        #expect(try await post.read(.units, 3).count == 3)
    }
}
