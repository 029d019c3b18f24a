import Contracts
import Foundation
import Kafka
import Postgres
import TestSupport
import Testing

@testable import Messaging

@Suite struct PartitionFailureTests {
    private static let other = DistrictID("doumen")

    /// Writes down each unit; one message fails for a passing reason until the gate is open.
    private static func stumbling(over bad: EventID, until gate: Flag) -> Handlers {
        Handlers().on(UnitChanged.self) { message, transaction, _ in
            if message.envelope.id == bad, !gate.isSet { throw Countdown.Passing() }
            try transaction.note(message)
        }
    }

    @Test func whatFailsHoldsUpItsPartitionInEveryDistrictAndNoOtherPartition() async throws {
        let (post, gate) = (try await Post(), Flag())
        let bad = EventID(UUID().uuidString.lowercased())
        let inbox = post.inbox(Self.stumbling(over: bad, until: gate))
        let records = [
            try post.record(UnitChanged("a:1")).at(0, 10),
            try post.record(UnitChanged("b:2"), id: bad.rawValue).at(0, 11),
            try post.record(UnitChanged("b:3")).at(0, 12),
            try post.record(UnitChanged("a:4"), of: Self.other).at(0, 13),
            try post.record(UnitChanged("c:5")).at(1, 20),
            try post.record(UnitChanged("d:6"), of: Self.other).at(1, 21),
        ]
        let stuck = records[1].topicPartition
        #expect(try await inbox.handle(records, alone: []).offsets == [stuck: 11])
        #expect(try await post.heard() == ["a:1", "c:5", "d:6"])
        // Tried once more: nothing changes.
        let again = try await inbox.handle(Array(records[1...3]), alone: [stuck])
        #expect(again.offsets == [stuck: 11] && again.description == "\(stuck)@11: Passing()")
        #expect(try await post.heard() == ["a:1", "c:5", "d:6"])
        gate.set()
        #expect(try await inbox.handle(Array(records[1...3]), alone: [stuck]).isEmpty)
        #expect(try await post.heard() == ["a:1", "c:5", "d:6", "b:2", "b:3", "a:4"])
    }

    @Test func aMessageThatGoesOnFailingCostsTheOthersOneTransaction() async throws {
        let post = try await Post()
        let tries = Countdown(0)
        let handlers = tries.counting(refusing: "bad:0", with: Countdown.Passing())
        let bad = try (0..<100).map { try post.record(UnitChanged("bad:\($0)")).at(0, Int64($0)) }
        let good = try (0..<100).map { try post.record(UnitChanged("good:\($0)")).at(1, Int64($0)) }
        let stuck = bad[0].topicPartition
        #expect(try await post.inbox(handlers).handle(bad + good, alone: [stuck]).offsets == [stuck: 0])
        #expect(tries.count == 2)
        #expect(try await post.heard() == (0..<100).map { "good:\($0)" })
    }

    @Test func aFullDiskIsNoMessagesFaultAndIsMetOnce() async throws {
        let post = try await Post()
        let tries = Countdown(0)
        let handlers = Handlers().onBatch(of: [.units]) { _, transaction, _ in
            try tries.fail()
            try transaction.run("DO $$ BEGIN RAISE EXCEPTION 'full' USING ERRCODE = '53100'; END $$")
        }
        let records = try (0..<64).map { try post.record(UnitChanged("u:\($0)")).at(Int32($0 % 3), Int64($0)) }
        let error = await #expect(throws: PostgresError.self) { try await post.inbox(handlers).handle(records) }
        #expect(error?.sqlstate == "53100")
        #expect(tries.count == 1)
    }

    @Test func whatFailsAgainWaitsLongerUntilItsPartitionHasGotOn() {
        let partition = TopicPartition("units", 0)
        var setbacks = Setbacks()
        let attempts = (0..<3).map { _ in setbacks.failed([partition]) }
        #expect(attempts == [0, 1, 2])
        #expect(setbacks.partitions == [partition] && setbacks.due.isEmpty)
        setbacks.gotOn([partition])
        #expect(setbacks.partitions.isEmpty)
        let anew = setbacks.failed([partition])
        #expect(anew == 0)
        #expect(Setbacks.pause(after: 0) == .milliseconds(100) && Setbacks.pause(after: 99) == .milliseconds(6_400))
    }

    // MARK: over the broker

    private static let units = 12

    /// A fact about each unit of two districts.
    private static func wave(_ number: Int, _ post: Post) throws -> [ConsumedRecord] {
        try [Post.district, other].flatMap { district in
            try (0..<units).map { try post.record(UnitChanged("u\($0):\(number)"), of: district) }
        }
    }

    @Test func theOtherPartitionsGoOnAtTheirPaceHoweverLongOneFails() async throws {
        let (post, gate) = (try await Post(), Flag())
        let waves = try (1...7).map { try Self.wave($0, post) }
        try await post.publish(waves[0])
        let first = try await post.read(.units, waves[0].count)
        let bad = try #require(first.first)
        let (stuck, id) = (bad.topicPartition, try #require(bad.header("ce_id")))
        let free = first.filter { $0.topicPartition != stuck }.count
        try await whileRunning(post.inbox(Self.stumbling(over: EventID(id), until: gate)).run) {
            try await eventually("the others are through, and the bad one waits for seconds", within: .seconds(40)) {
                try await post.heard().count == free && post.reports.retries >= 6 ? true : nil
            }
            let tries = post.reports.retries
            for (index, wave) in waves.enumerated().dropFirst() {
                try await post.publish(wave)
                try await eventually("wave \(index)") {
                    try await post.heard().count == free * (index + 1) ? true : nil
                }
            }
            #expect(post.reports.retries - tries < 6)
            try await Self.checkCommitted(post, beside: stuck)
            gate.set()
            try await eventually("everything is heard", within: .seconds(40)) {
                try await post.heard().count == Self.units * 2 * waves.count ? true : nil
            }
        }
        try await Self.checkOrder(of: waves.flatMap { $0 }, post)
        #expect(try await post.held() == [])
    }

    /// Of the partition that fails nothing is committed, of the others everything.
    private static func checkCommitted(_ post: Post, beside stuck: TopicPartition) async throws {
        let admin = try Admin(post.settings.kafka)
        let group = try await post.settings.group()
        let lag = try await eventually("the others are committed") {
            let lag = try await admin.lag(of: group, on: [stuck.topic])
            return lag.allSatisfy { $0.key == stuck || $0.value.behind == 0 } ? lag : nil
        }
        #expect(lag.count == 3 && lag[stuck]?.committed == nil)
    }

    /// Each was heard once, and those of one key in the order in which they were said.
    private static func checkOrder(of sent: [ConsumedRecord], _ post: Post) async throws {
        let heard = try await post.sql("SELECT message_id::text FROM heard ORDER BY number").map {
            try $0.decode(String.self)
        }
        let keys = Dictionary(sent.map { ($0.header("ce_id") ?? "", $0.key) }, uniquingKeysWith: { first, _ in first })
        let said = sent.compactMap { $0.header("ce_id") }
        let (asHeard, asSaid) = (
            Dictionary(grouping: heard, by: { keys[$0] ?? "" }), Dictionary(grouping: said, by: { keys[$0] ?? "" })
        )
        #expect(asHeard == asSaid)
    }
}
