import Contracts
import DeadlineWatcherService
import Messaging
import TestSupport
import Testing

@Suite("What is heard late is told in the order in which it happened")
struct BacklogTests {
    /// How a replay may bring it.
    enum Order: String, CaseIterable {
        case asItHappened, topicByTopic, topicsBackwards, calendarsLast, laterCalendarFirst, backwards
        case shuffledOnce, shuffledAgain

        func apply(to said: inout [Envelope]) {
            func isCalendar(_ envelope: Envelope) -> Bool { envelope.type == CalendarPublished.type }
            let calendars = said.filter(isCalendar)
            switch self {
            case .asItHappened: break
            case .topicByTopic, .topicsBackwards:
                said = Topic.allCases.flatMap { topic in said.filter { $0.topic == topic } }
                if self == .topicsBackwards { said.reverse() }
            case .calendarsLast: said = said.filter { !isCalendar($0) } + calendars
            case .laterCalendarFirst: said = calendars.reversed() + said.filter { !isCalendar($0) }
            case .backwards: said.reverse()
            case .shuffledOnce, .shuffledAgain:
                var lottery = Lottery(state: self == .shuffledOnce ? 1 : 2)
                said.shuffle(using: &lottery)
            }
        }
    }

    private static let live = Task { try await result(of: Chronicle().live()) }

    @Test(
        "CZ-44: a replay in any order ends in the same deadlines, moves and events, ids included, whichever calendars came meanwhile",
        arguments: Order.allCases)
    func replay(order: Order) async throws {
        let live = try await Self.live.value
        let replayed = try await Self.result(of: Chronicle().replayed(order.apply))
        for (name, rows) in live {
            let again = replayed[name] ?? []
            #expect(again.count == rows.count, "\(name)")
            #expect(Set(rows).subtracting(again) == [], "gone from \(name)")
            #expect(Set(again).subtracting(rows) == [], "new in \(name)")
        }
    }

    @Test("the chronicle has what it is meant to try: deadlines missed before the notice, moved by it, begun after it")
    func chronicle() async throws {
        let live = try await Self.live.value
        let events = try #require(live["events"])
        let moved = events.filter { $0.hasPrefix("hotline.DeadlineMoved ") && $0.contains("\"calendar\"") }
        #expect(moved.contains { $0.contains(" 00000000-0000-4000-8000-000000000003 ") })
        // Its paper alone was still owed.
        let first = moved.filter { $0.contains(" 00000000-0000-4000-8000-000000000001 ") }
        #expect(first.allSatisfy { $0.contains(#""clock": "paper""#) })
        let deadlines = try #require(live["deadlines"])
        #expect(deadlines.contains { $0.contains(#""clock":"close""#) && $0.contains(#""status":"met""#) })
        for version in ["cn-2020.1", "cn-2020.2"] {
            #expect(deadlines.contains { $0.contains(#""calendar_version":"\#(version)""#) })
        }
        for version in ["changzhou-2020.1", "changzhou-2020.2"] {
            #expect(deadlines.contains { $0.contains(#""pack_version":"\#(version)""#) })
        }
        #expect(events.contains { $0.hasPrefix("hotline.DeadlineMissed ") })
    }

    @Test("no miss is declared while an answer that was given in time waits to be told")
    func timelyAnswer() async throws {
        let watcher = try await WatcherFixture(
            at: at("2020-05-14T10:00"), environment: ["HOTLINE_OLD_AFTER": "60s", "HOTLINE_OLD_QUIET": "10m"])
        try await watcher.adopt("changzhou", at: at("2015-12-01T00:00"))
        let tale = Tale.changzhou(watcher)
        try await tale.dispatched("2020-05-14T10:00", .consultation, registered: "2020-05-14T10:00")
        let due = try #require(try await watcher.row(of: "answer")?.due)
        watcher.clock.advance(to: due.advanced(bySeconds: 3600))
        watcher.context.progress.confirm(at: watcher.clock.now())
        try await tale.hear(tale.answered, "2020-05-15T10:00")
        try await watcher.runDueWork()
        // Neither told nor missed.
        #expect(try await watcher.row(of: "answer")?.status == "running")
        watcher.clock.advance(to: due.advanced(bySeconds: 3600 + 600))
        // Quiet for long enough, but nobody knows yet whether all has been heard.
        try await watcher.runDueWork()
        #expect(try await watcher.row(of: "answer")?.status == "running")
        watcher.context.progress.confirm(at: watcher.clock.now())
        try await watcher.runDueWork()
        #expect(try await watcher.row(of: "answer")?.status == "met")
        #expect(try await watcher.events(DeadlineMissed.self).allSatisfy { $0.event.clock.rawValue != "answer" })
        #expect(try await watcher.count("case_states WHERE backlog IS NOT NULL") == 0)
    }

    @Test("where old facts never cease, only the cases that wait themselves declare no miss")
    func trickle() async throws {
        let watcher = try await WatcherFixture(
            at: at("2020-05-14T10:00"), environment: ["HOTLINE_OLD_AFTER": "60s", "HOTLINE_OLD_QUIET": "5m"])
        try await watcher.adopt("changzhou", at: at("2015-12-01T00:00"))
        let (late, waiting) = (Tale.changzhou(watcher), Tale.changzhou(watcher))
        for tale in [late, waiting] {
            try await tale.dispatched("2020-05-14T10:00", .consultation, registered: "2020-05-14T10:00")
        }
        let due = try #require(try await watcher.row(of: "answer")?.due)
        var seen: [String] = []
        for seconds: Int64 in [-240, 0, 240, 480] {
            watcher.clock.advance(to: due.advanced(bySeconds: seconds))
            // Each old fact comes before it has been quiet for long enough.
            try await Tale.changzhou(watcher)
                .dispatched("2020-05-14T10:00", .consultation, registered: "2020-05-14T10:00")
            if seconds == 240 { try await waiting.hear(waiting.answered, "2020-05-15T10:00") }
            watcher.context.progress.confirm(at: watcher.clock.now())
            try await watcher.runDueWork()
            seen += try await watcher.rows(of: "answer", case: late.id).map(\.status)
        }
        #expect(seen == ["running", "running", "running", "missed"])
        #expect(try await watcher.rows(of: "answer", case: waiting.id).map(\.status) == ["running"])
        #expect(try await watcher.count("case_states WHERE backlog IS NOT NULL") == 5)
    }

    @Test("a later fact of the case waits behind an old one, and other cases do not")
    func behind() async throws {
        let watcher = try await WatcherFixture(
            at: at("2020-05-14T12:00"), environment: ["HOTLINE_OLD_AFTER": "60s", "HOTLINE_OLD_QUIET": "0s"])
        try await watcher.adopt("changzhou", at: at("2015-12-01T00:00"))
        let (old, new) = (Tale.changzhou(watcher), Tale.changzhou(watcher))
        try await old.dispatched("2020-05-14T11:30", .consultation, registered: "2020-05-14T11:30")
        try await old.hear(old.signed, "2020-05-14T12:00")
        try await new.dispatched("2020-05-14T12:00", .consultation, registered: "2020-05-14T12:00")
        #expect(try await watcher.rows(case: old.id).isEmpty)
        #expect(try await !watcher.rows(case: new.id).isEmpty)
        watcher.context.progress.confirm(at: at("2020-05-14T12:00"))
        try await watcher.runDueWork()
        #expect(try await watcher.rows(of: "sign", case: old.id).map(\.status) == ["met"])
    }

    @Test("what fails in the middle leaves everything waiting, and is told again")
    func failure() async throws {
        let watcher = try await WatcherFixture(
            at: at("2020-05-14T12:00"), environment: ["HOTLINE_OLD_AFTER": "60s", "HOTLINE_OLD_QUIET": "0s"])
        try await watcher.adopt("changzhou", at: at("2015-12-01T00:00"))
        let tale = Tale.changzhou(watcher)
        try await tale.dispatched("2020-05-14T10:00", .consultation, registered: "2020-05-14T10:00")
        watcher.context.progress.confirm(at: at("2020-05-14T12:00"))
        try await watcher.asAdmin(
            "ALTER TABLE test_deadline_watcher.outbox ADD CONSTRAINT broken CHECK (first_position < 0) NOT VALID")
        await #expect(throws: (any Error).self) { try await watcher.runDueWork() }
        #expect(try await watcher.count("case_states WHERE backlog IS NOT NULL") == 1)
        #expect(try await watcher.count("deadlines") == 0)
        try await watcher.asAdmin("ALTER TABLE test_deadline_watcher.outbox DROP CONSTRAINT broken")
        try await watcher.runDueWork()
        #expect(try await watcher.count("case_states WHERE backlog IS NOT NULL") == 0)
        #expect(try await !watcher.rows(case: tale.id).isEmpty)
    }

    @Test("an old fact that can never be reckoned is parked when it is heard, not later")
    func hopeless() async throws {
        let watcher = try await WatcherFixture(
            at: at("2020-05-14T12:00"), environment: ["HOTLINE_OLD_AFTER": "60s", "HOTLINE_OLD_QUIET": "0s"])
        try await watcher.adopt("changzhou", at: at("2015-12-01T00:00"))
        let tale = Tale.changzhou(watcher)
        try await tale.dispatched("2150-05-14T10:00", .consultation, registered: "2150-05-14T10:00")
        watcher.clock.advance(to: at("2151-01-01T10:00"))
        let other = Tale.changzhou(watcher)
        try await other.dispatched("2150-05-14T10:00", .consultation, registered: "2150-05-14T10:00")
        #expect(try await watcher.events(MessageParked.self).count == 2)
        #expect(try await watcher.count("case_states WHERE backlog IS NOT NULL") == 0)
    }

    private static func result(of watcher: WatcherFixture) async throws -> [String: [String]] {
        var found: [String: [String]] = [:]
        for (name, query) in WatcherFixture.records {
            found[name] = try await watcher.asAdmin(query).map { try $0.decode(String.self) }
        }
        return found
    }
}
