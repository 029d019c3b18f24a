import Contracts
import Kafka
import Postgres
import Synchronization
import TestSupport
import Testing

@testable import Messaging

@Suite struct ProgressTests {
    @Test func flightCountsUntilEverythingIsHandled() async throws {
        let post = try await Post()
        let inbox = post.inbox()
        inbox.enlist()
        try await post.say((0..<50).map { "u:\($0)" })
        #expect(post.flight.counts == (50, 0))
        let connection = try await post.connect()
        #expect(try await post.relay(over: connection).pass() == 50)
        #expect(post.flight.counts == (0, 50))
        try await whileRunning(inbox.run) { try await post.flight.untilStill() }
        #expect(post.flight.counts == (0, 0))
        #expect(try await post.heard().count == 50)
    }

    @Test func stillnessIsToldToEveryoneWhoWaits() async throws {
        let flight = Flight()
        try await flight.untilStill()
        flight.listens(to: "t")
        flight.listens(to: "t")
        // The relay was quicker than the one who has recorded.
        flight.acknowledged(["t", "unheard"])
        #expect(flight.counts == (-2, 2))
        let waiting = (0..<3).map { _ in Task { try await flight.untilStill() } }
        flight.writes()
        flight.wrote(2)
        flight.handled([Self.place(0)], by: "a")
        flight.handled([Self.place(0)], by: "b")
        for one in waiting { try await one.value }
    }

    private static func place(_ offset: Int64) -> RecordPlace {
        RecordPlace(partition: TopicPartition("t", 0), offset: offset)
    }

    @Test(.timeLimit(.minutes(1))) func whatIsDeliveredAgainIsCountedOnceAndForTheOthersStillToCome() async throws {
        let flight = Flight()
        flight.listens(to: "t")
        flight.listens(to: "t")
        flight.writes()
        flight.wrote(1)
        flight.acknowledged(["t"])
        flight.handled([Self.place(7)], by: "a")
        flight.handled([Self.place(7)], by: "a")
        #expect(flight.counts == (0, 1))
        flight.handled([Self.place(7)], by: "b")
        try await flight.untilStill()
    }

    @Test(.timeLimit(.minutes(1))) func nothingIsStillWhileATransactionMayRecordSomething() async throws {
        let flight = Flight()
        flight.listens(to: "t")
        flight.writes()
        flight.wrote(1)
        flight.writes()
        // The second transaction's event is sent and handled before it is counted, and the first one's is not sent yet.
        flight.acknowledged(["t"])
        flight.handled([Self.place(0)], by: "a")
        #expect(flight.counts == (0, 0))
        let waiting = Task { try await flight.untilStill() }
        try await Task.sleep(for: .milliseconds(50))
        #expect(!flight.isStill)
        flight.wrote(1)
        #expect(flight.counts == (1, 0))
        flight.acknowledged(["t"])
        flight.handled([Self.place(1)], by: "a")
        try await waiting.value
    }

    @Test(.timeLimit(.minutes(1))) func whoIsCancelledWaitsNoLongerForStillness() async throws {
        let flight = Flight()
        flight.listens(to: "t")
        flight.acknowledged(["t"])
        let one = Task { try await flight.untilStill() }
        let other = Task { try await flight.untilStill() }
        one.cancel()
        await #expect(throws: CancellationError.self) { try await one.value }
        flight.writes()
        flight.wrote(1)
        flight.handled([Self.place(0)], by: "a")
        try await other.value
    }

    @Test func aServiceHasCaughtUpOnlyWhenEverythingPublishedBeforeIsHandled() async throws {
        let post = try await Post()
        let clock = Mutable(Instant.sample)
        let gate = Flag()
        let handlers = Handlers().on(UnitChanged.self) { message, transaction, _ in
            guard gate.isSet else { throw Countdown.Passing() }
            try transaction.note(message)
        }
        try await post.publish((0..<30).map { try post.record(UnitChanged("u:\($0)")) })
        let inbox = post.inbox(handlers, now: { clock.value })
        try await whileRunning(inbox.run) {
            for _ in 0..<8 {
                post.progress.want()
                try await Task.sleep(for: .milliseconds(100))
            }
            #expect(post.progress.caughtUpAt == nil)
            clock.value = clock.value.advanced(bySeconds: 60)
            gate.set()
            try await eventually("it has caught up", within: .seconds(20)) {
                post.progress.want()
                return post.progress.caughtUpAt
            }
            #expect(try await post.heard().count == 30)
            #expect(try #require(post.progress.caughtUpAt) <= clock.value)
        }
    }

    /// As while a partition has no leader: what it holds nobody can say.
    @Test func nothingIsKnownOfTheOthersWhileATopicIsNotThereWhole() async throws {
        let post = try await Post()
        let units = Topic.units.name(in: post.settings.namespace)
        let whole = try OtherMembers(post.settings, group: units, topics: [units])
        #expect(try await whole.goals(beside: []) == [:])
        let missing = try OtherMembers(post.settings, group: units, topics: [units, "\(units)-missing"])
        #expect(try await missing.goals(beside: []) == nil)
    }

    @Test func anInstanceHasNotCaughtUpWhileAnotherOfItsServiceLags() async throws {
        let post = try await Post()
        let (clock, gate) = (Mutable(Instant.sample), Flag())
        let lagging = Handlers().on(UnitChanged.self) { message, transaction, _ in
            guard gate.isSet else { throw Countdown.Passing() }
            try transaction.note(message)
        }
        let slow = post.inbox(lagging, progress: InboxProgress())
        let quick = post.inbox(now: { clock.value })
        try await whileRunning(slow.run) {
            try await whileRunning(quick.run) {
                try await eventually("the slow one has a partition, and what to handle on it", within: .seconds(25)) {
                    try await post.publish((0..<9).map { try post.record(UnitChanged("u\($0):\($0)")) })
                    let heard = try await post.heard()
                    return !heard.isEmpty && post.reports.retries > 0 ? true : nil
                }
                clock.value = clock.value.advanced(bySeconds: 60)
                for _ in 0..<15 {
                    post.progress.want()
                    try await Task.sleep(for: .milliseconds(100))
                }
                #expect(post.progress.caughtUpAt != clock.value)
                gate.set()
                try await eventually("it has caught up", within: .seconds(25)) {
                    post.progress.want()
                    return post.progress.caughtUpAt == clock.value ? true : nil
                }
            }
        }
    }

    @Test func aServiceThatHasNothingToHearHasCaughtUpWhenItIsAsked() async throws {
        let post = try await Post()
        try await whileRunning(post.inbox().run) {
            try await eventually("it has caught up", within: .seconds(20)) {
                post.progress.want()
                return post.progress.caughtUpAt == .sample ? true : nil
            }
        }
    }

    @Test func theMarkNeverGoesBack() {
        let progress = InboxProgress()
        progress.confirm(at: .sample)
        progress.confirm(at: .earliest)
        #expect(progress.caughtUpAt == .sample)
    }

    @Test func manyWakesBeforeAWaitAreOneAndATimeOutIsToldFromAWake() async {
        let signal = Signal()
        signal.wake()
        signal.wake()
        #expect(await signal.wait(atMost: .seconds(60)))
        #expect(await signal.wait(atMost: .milliseconds(20)) == false)
        async let woken = signal.wait(atMost: .seconds(60))
        signal.wake()
        #expect(await woken)
    }
}

/// A value that a test changes.
final class Mutable<Value: Sendable>: Sendable {
    private let state: Mutex<Value>

    init(_ value: Value) { state = Mutex(value) }

    var value: Value {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}
