import Contracts
import Foundation
import Kafka
import Postgres
import TestSupport
import Testing

@testable import Messaging

@Suite struct RelayTests {
    @Test func sendsInOrderPerKeyWithEveryAttribute() async throws {
        let post = try await Post()
        let names = (0..<300).map { "unit-\($0 % 7):\($0)" }
        try await post.say(names)
        let connection = try await post.connect()
        #expect(try await post.relay(over: connection).pass() == 300)
        #expect(try await post.count("unsent") == 0)
        let records = try await post.read(.units, 300)
        #expect(records.count == 300)
        var last: [String: Int] = [:]
        for record in records {
            let envelope = try Envelope(record, namespace: post.settings.namespace)
            let name = try envelope.decode(UnitChanged.self).name
            let number = try #require(Int(name.split(separator: ":")[1]))
            #expect(number > last[record.key, default: -1])
            last[record.key] = number
            #expect(record.key == "changzhou/unit/\(name.split(separator: ":")[0])")
            #expect(envelope.source == "\(post.settings.namespace)/ear")
            #expect(envelope.time == .sample && envelope.sequence.utf8.count == 20)
        }
    }

    @Test func deletesOnlyWhatWasAcknowledged() async throws {
        let post = try await Post()
        try await post.say(["a", "b", "c"])
        // Written past the guard: no broker takes it.
        try await post.sql("UPDATE journal SET data = repeat('x', 2000000) WHERE subject = 'unit/b'")
        let connection = try await post.connect()
        let error = await #expect(throws: KafkaError.self) { try await post.relay(over: connection).pass() }
        #expect(error?.name == "MSG_SIZE_TOO_LARGE")
        let left = try await post.sql("SELECT subject FROM unsent JOIN journal USING (district, day, position)")
        #expect(try left.map { try $0.decode(String.self) } == ["unit/b"])
        #expect(try await post.read(.units, 2).count == 2)
    }

    @Test func aRefusalInTheEarlierHalfDoesNotHaveTheLaterOneSentAgain() async throws {
        let post = try await Post()
        var settings = post.settings
        settings.relayBatch = 4
        for unit in ["a", "big", "c", "d"] { try await post.say([unit]) }
        // Written past the guard: no broker takes it.
        try await post.sql("UPDATE journal SET data = repeat('x', 2000000) WHERE subject = 'unit/big'")
        let relay = OutboxRelay(
            connection: try await post.connect(), producers: ProducerSource(settings.kafka), settings: settings,
            signal: post.signal, report: post.reports.relay)
        for _ in 0..<3 { await #expect(throws: KafkaError.self) { try await relay.pass() } }
        #expect(try await post.count("unsent") == 1)
        #expect(try await post.read(.units, 3).map(\.key).sorted() == ["a", "c", "d"].map { "changzhou/unit/\($0)" })
    }

    @Test func aLateCommitWithALowerPositionIsNotLost() async throws {
        let post = try await Post()
        let own = try await post.connect()
        let late = try await post.saying("late")
        try await post.say(["early"])
        let relay = post.relay(over: own)
        #expect(try await relay.pass() == 1)
        try await late.commit()
        #expect(try await relay.pass() == 1)
        let subjects = try await post.sql("SELECT subject FROM journal ORDER BY position")
        #expect(try subjects.map { try $0.decode(String.self) } == ["unit/late", "unit/early"])
        #expect(try await post.read(.units, 2).count == 2)
    }

    @Test func aLateCommitIsNotOvertakenByTheNextOfItsKeyWithinAPass() async throws {
        let post = try await Post()
        let connection = try await post.connect()
        let relay = post.relay(over: connection)
        let late = try await post.saying("late:1")
        // Two full looks; a third one follows in the same pass.
        let full = post.settings.relayBatch
        try await post.say((0..<full).map { "unit:\($0)" })
        // The pass stands still after its second look, where it would delete what the first one has found.
        let pointers = try await post.holdingPointers()
        let passing = Task { try await relay.pass() }
        try await eventually("the deletion waits") { try await post.isWaitingForALock() ? true : nil }
        try await late.commit()
        try await post.say(["late:2"])
        try await pointers.commit()
        #expect(try await passing.value == full + 2)
        let records = try await post.read(.units, full + 2).filter { $0.key == "changzhou/unit/late" }
        let names = try records.map {
            try Envelope($0, namespace: post.settings.namespace).decode(UnitChanged.self).name
        }
        #expect(names == ["late:1", "late:2"])
    }

    @Test func ofTwoRelaysOneWorksAndTheOtherTakesOver() async throws {
        let post = try await Post()
        let (first, second) = (try await post.connect(), try await post.connect())
        let other = Signal()
        let beside = post.relay(over: second, of: other)
        let leading = Task { try await post.relay(over: first).run { false } }
        try await post.say(["a"])
        try await eventually("the first relays") { post.reports.sent == 1 ? true : nil }
        try await whileRunning(beside.run) {
            try await post.say(["b"])
            try await eventually("the first relays on") { post.reports.sent == 2 ? true : nil }
            await first.close()
            await #expect(throws: PostgresError.self) { try await leading.value }
            try await post.say(["c"])
            try await eventually("the second takes over") { post.reports.sent == 3 ? true : nil }
            other.wake()
        }
        #expect(try await post.read(.units, 3).count == 3)
    }

    @Test func anotherInstancesCommitWakesTheOneThatRelays() async throws {
        let post = try await Post()
        let (first, ear, second) = (try await post.connect(), try await post.connect(), try await post.connect())
        let other = Signal()
        let elsewhere = EventStore(database: Database(post.login, size: 1), signal: other)
        let leading = post.relay(over: first, listening: ear)
        let beside = post.relay(over: second, of: other)
        try await whileRunning(leading.run) {
            try await post.say(["a"])
            try await eventually("the first relays") { post.reports.sent == 1 ? true : nil }
            try await whileRunning(beside.run) {
                var waits: [Duration] = []
                for round in 2...8 {
                    try await Task.sleep(for: .milliseconds(150))
                    let began = ContinuousClock.now
                    try await post.say(["b"], in: elsewhere)
                    try await eventually("it is relayed") { post.reports.sent == round ? true : nil }
                    waits.append(ContinuousClock.now - began)
                }
                // Without the notification half of the waits are longer than half a second.
                #expect(waits.sorted()[3] < .milliseconds(200), "\(waits)")
            }
        }
    }

    @Test func whatWasSentAndNotDeletedIsSentAgainUnderTheSameId() async throws {
        let post = try await Post()
        try await post.say(["a", "b"])
        let connection = try await post.connect()
        let relay = post.relay(over: connection)
        #expect(try await relay.pass() == 2)
        #expect(try await Replay.all(over: connection) == 2)
        #expect(try await relay.pass() == 2)
        let ids = try await post.read(.units, 4).compactMap { $0.header("ce_id") }
        #expect(ids.count == 4 && Set(ids).count == 2)
    }

    @Test func aReplayMaySayFromWhenAndWhichTopicsOfWhichDistrict() async throws {
        let post = try await Post()
        try await post.say(["a"])
        let connection = try await post.connect()
        #expect(try await post.relay(over: connection).pass() == 1)
        func replay(_ topic: Topic, from: Instant = .sample, district: DistrictID? = nil) async throws -> Int {
            let selection = ReplaySelection(topics: [topic], district: district, from: from)
            return try await Replay.facts(selection, over: connection)
        }
        #expect(try await replay(.workOrders) == 0)
        #expect(try await replay(.units, from: Instant.sample.advanced(bySeconds: 1)) == 0)
        #expect(try await replay(.units, district: DistrictID("elsewhere")) == 0)
        #expect(try await replay(.units) == 1)
    }
}
