import Contracts
import Foundation
import Kafka
import TestSupport
import Testing

/// The crash rows of the architecture, each by a real SIGKILL at its place, on one broker and on three.
@Suite(.serialized) struct CrashTests {
    @Test(arguments: Cluster.all)
    func beforeTheCommitNothingHappenedAndTheRetryGetsOneCase(on cluster: Cluster) async throws {
        let (stack, intake) = try await Self.armed("store.beforeCommit", Stack(on: cluster))
        await #expect(throws: (any Error).self) { try await stack.appeal("k", to: intake) }
        try await intake.untilGone()
        #expect(try intake.reachedPoints() == ["store.beforeCommit"])
        #expect(try await stack.count("cases") == 0)
        #expect(try await stack.count("journal WHERE topic = 'appeals'") == 0)
        try intake.start()
        try await intake.untilReady()
        let first = try await stack.appeal("k", to: intake)
        let again = try await stack.appeal("k", to: intake)
        #expect(first.status == 201 && again.status == 200)
        #expect(first["caseNumber"] == again["caseNumber"])
        #expect(try await Self.numbers(on: stack, 1) == [first["caseNumber"]])
    }

    @Test(arguments: ["store.committed", "relay.sending"], Cluster.all)
    func afterTheCommitAndBeforeTheSendItIsSentOnRestart(point: String, on cluster: Cluster) async throws {
        let (stack, intake) = try await Self.armed(point, Stack(on: cluster))
        _ = try? await stack.appeal("k", to: intake)  // answered or not: the process dies at about that time
        try await intake.untilGone()
        #expect(try intake.reachedPoints() == [point])
        #expect(try await stack.count("cases") == 1)
        // Killed behind the commit, the process may just have sent it all the same.
        if point == "relay.sending" { #expect(try await stack.count("unsent") == 1) }
        try intake.start()
        try await intake.untilReady()
        let number = try await stack.texts("SELECT case_number FROM cases")
        #expect(Set(try await Self.numbers(on: stack, 1)) == Set(number))
        #expect(try await stack.appeal("k", to: intake)["caseNumber"] == number.first)
        try await eventually("the pointer is gone") { try await stack.count("unsent") == 0 ? true : nil }
    }

    @Test(arguments: Cluster.all)
    func afterTheAcknowledgementAndBeforeThePointerIsDeletedItIsSentTwiceAndHandledOnce(
        on cluster: Cluster
    ) async throws {
        let (stack, intake) = try await Self.armed("relay.acknowledged", Stack(on: cluster))
        try await Self.dieAcknowledged(stack, intake)
        try intake.start()
        try await intake.untilReady()
        try await Self.checkSentTwice(on: stack)
    }

    /// What a leader has acknowledged is on one more broker at least.
    @Test(.onThreeBrokers)
    func whenThePartitionsLeaderOfThreeDiesWithItItIsSentTwiceAndHandledOnceAllTheSame() async throws {
        let broker = try await BrokerFixture.exclusive(.three)
        defer { try? broker.discard() }  // it goes with the process as well
        let (stack, intake) = try await Self.armed("relay.acknowledged", Stack(broker: broker))
        let topic = Topic.appeals.name(in: stack.namespace)
        let before = try await TopicLayout(of: topic, on: broker)
        #expect(before.partitions.count == 12 && before.partitions.values.allSatisfy { $0.copies.count == 3 })
        #expect(before.leastInSync == 2)
        try await Self.dieAcknowledged(stack, intake)
        let sent = try #require(try await stack.read(.appeals) { $0.count >= 1 }.first)
        let leader = try #require(before.partitions[sent.partition]?.leader)
        try await broker.kill(node: leader)
        try intake.start()
        try await intake.untilReady(within: .seconds(40))
        try await Self.checkSentTwice(on: stack, within: .seconds(40))
        let after = try await TopicLayout(of: topic, on: broker)
        #expect(after.partitions[sent.partition]?.leader != leader)
        try await broker.restart()
        #expect(try await stack.appeal("k", to: intake).status == 200)
    }

    /// The relay has been told that the appeal is taken, and its pointer is still there.
    private static func dieAcknowledged(_ stack: Stack, _ intake: RunningService) async throws {
        _ = try? await stack.appeal("k", to: intake)  // answered or not: the process dies at about that time
        try await intake.untilGone()
        #expect(try intake.reachedPoints() == ["relay.acknowledged"])
        #expect(try await stack.count("unsent") == 1)
    }

    private static func checkSentTwice(on stack: Stack, within limit: Duration = .seconds(15)) async throws {
        let number = try await stack.texts("SELECT case_number FROM cases")
        #expect(number.count == 1)
        #expect(try await numbers(on: stack, 2, within: limit) == number + number)
        #expect(try await Listener(stack).hear(1, within: limit) == number)
        try await eventually("the pointer is gone") { try await stack.count("unsent") == 0 ? true : nil }
    }

    @Test(arguments: Cluster.all)
    func inAHandlerEverythingRollsBackTogether(on cluster: Cluster) async throws {
        try await Self.die(at: "inbox.handled", leaving: 0, on: cluster)
    }

    @Test(arguments: Cluster.all)
    func afterAHandlersCommitAndBeforeTheOffsetIsStoredItIsRedeliveredAndHandledOnce(on cluster: Cluster) async throws {
        try await Self.die(at: "inbox.committed", leaving: 1, on: cluster)
    }

    @Test func aHandlerThatHangsMakesTheProcessUnhealthyByName() async throws {
        let stack = try await Stack()
        let intake = try stack.service("intake")
        try intake.start(
            failPoint: "inbox.handled", with: ["HOTLINE_FAILPOINT_ACTION": "hang", "HOTLINE_LOOP_LIMIT": "2"])
        try await intake.untilReady()
        // Loops that have nothing to do beat all the same.
        try await Task.sleep(for: .seconds(4))
        #expect(try await intake.send(.get, "/healthz").status == 200)
        try await stack.publish(
            UnitChanged(unit: UnitID("water"), name: "water"), id: UUID().uuidString.lowercased(),
            at: Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)))
        let answer = try await eventually("/healthz is 503", within: .seconds(15)) {
            let answer = try await intake.send(.get, "/healthz")
            return answer.status == 503 ? answer : nil
        }
        let bad = answer.objects("checks").filter { $0["isGood"] as? Bool == false }
        #expect(bad.compactMap { $0["name"] as? String } == ["consumer"])
    }

    /// Intake dies at `point` while it handles a unit, leaving `count` rows of it, is started again, and hears of one unit more.
    private static func die(at point: String, leaving count: Int, on cluster: Cluster) async throws {
        let stack = try await Stack(on: cluster)
        let intake = try stack.service("intake")
        try intake.start(failPoint: point)
        try await intake.untilReady()
        let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        func unit(_ name: String) -> UnitChanged { UnitChanged(unit: UnitID(name), name: name) }
        let (first, second) = (UUID().uuidString.lowercased(), UUID().uuidString.lowercased())
        try await stack.publish(unit("water"), id: first, at: now)
        try await intake.untilGone()
        #expect(try intake.reachedPoints() == [point])
        #expect(try await stack.count("units") == count)
        #expect(try await stack.count("inbox") == count)
        try intake.start()
        try await intake.untilReady()
        try await stack.publish(unit("roads"), id: second, at: now)
        try await eventually("both are handled", within: .seconds(15)) {
            try await stack.texts("SELECT unit FROM units ORDER BY unit") == ["roads", "water"] ? true : nil
        }
        #expect(try await stack.texts("SELECT message_id FROM inbox").sorted() == [first, second].sorted())
        try await intake.stop()
    }

    /// Intake with its rules adopted, sent and done with, and a fail point that the next occasion reaches.
    private static func armed(_ point: String, _ stack: Stack) async throws -> (Stack, RunningService) {
        let intake = try await stack.intake()
        try await eventually("the rules are sent") { try await stack.count("unsent") == 0 ? true : nil }
        try await intake.stop()
        try intake.start(failPoint: point)
        try await intake.untilReady()
        return (stack, intake)
    }

    /// The case numbers of the first `count` registrations on the topic, and of all beyond.
    private static func numbers(
        on stack: Stack, _ count: Int, within limit: Duration = .seconds(15)
    ) async throws -> [String] {
        try await stack.read(.appeals, within: limit) { $0.count >= count }.map {
            try JSONDecoder().decode(AppealRegistered.self, from: Data($0.value)).caseNumber.rawValue
        }
    }
}
