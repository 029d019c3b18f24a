import Contracts
import DeadlineWatcherService
import Foundation
import Messaging
import TestSupport
import Testing

@Suite("However facts arrive, the deadlines are the same")
struct DeliveryTests {
    @Test("a redelivered fact changes nothing")
    func redelivery() async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:10")
        let tale = Tale.changzhou(watcher)
        let id = UUID().uuidString.lowercased()
        try await tale.hear(tale.dispatch(registered: "2020-05-14T10:00"), "2020-05-14T10:10", id: id)
        let before = try await snapshot(watcher)
        try await tale.hear(tale.dispatch(registered: "2020-05-14T10:00"), "2020-05-14T10:10", id: id)
        #expect(try await snapshot(watcher) == before)
        #expect(try await watcher.events(DeadlineSet.self).count == 4)
    }

    @Test("facts of a case whose pack is not known yet are remembered, and count when it is")
    func factsBeforeTheirCase() async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:10")
        let tale = Tale.changzhou(watcher)
        try await tale.hear(tale.signed, "2020-05-14T10:30")
        #expect(try await watcher.count("deadlines") == 0)
        #expect(try await watcher.count("held_messages") == 0)
        try await tale.dispatched("2020-05-14T10:10", registered: "2020-05-14T10:00")
        #expect(try await watcher.row(of: "sign")?.status == "met")
    }

    @Test("facts that come before the district's pack wait for it")
    func factsBeforeThePack() async throws {
        let watcher = try await WatcherFixture(at: at("2020-05-14T10:10"))
        let tale = Tale.changzhou(watcher)
        try await tale.registered("2020-05-14T10:00")
        try await tale.dispatched("2020-05-14T10:10", registered: "2020-05-14T10:00")
        #expect(try await watcher.count("held_messages") == 2)
        try await watcher.adopt("changzhou", at: at("2020-03-13T00:00"))
        #expect(try await watcher.count("held_messages") == 0)
        #expect(try await watcher.rows(of: "sign").count == 1)
    }

    @Test("a case id that is none, a broken body: parked, and the neighbours go through")
    func brokenMessages() async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:10")
        var broken = Tale.changzhou(watcher)
        broken.id = CaseID("'; DROP TABLE deadlines; --")
        let sound = Tale.changzhou(watcher)
        try await sound.hearTogether([
            (broken.signed, "2020-05-14T10:00"),
            (sound.dispatch(registered: "2020-05-14T10:00"), "2020-05-14T10:10"),
        ])
        #expect(try await watcher.rows(of: "sign").count == 1)
        #expect(try await watcher.events(MessageParked.self).count == 1)
    }

    @Test("a deadline beyond every calendar is parked, not retried for ever")
    func absurdTime() async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:10")
        let tale = Tale.changzhou(watcher)
        try await tale.dispatched("2150-05-14T10:10", registered: "2150-05-14T10:00")
        #expect(try await watcher.events(MessageParked.self).count == 1)
        #expect(try await watcher.count("deadlines") == 0)
    }

    @Test("an empty database told the same facts, in another interleaving and another cut, has the same deadlines")
    func replay() async throws {
        let first = try await WatcherFixture.district("doumen", "2016-06-07T18:40")
        let history = try await history(first)
        let second = try await WatcherFixture.district("doumen", "2016-07-30T10:00")
        // All of one topic, then all of the next, in batches of seven.
        let topics = Dictionary(grouping: history, by: \.topic).sorted { $0.key.rawValue > $1.key.rawValue }
        let shuffled = topics.flatMap(\.value)
        for start in stride(from: 0, to: shuffled.count, by: 7) {
            try await second.hosting.inbox.handle(Array(shuffled[start..<min(start + 7, shuffled.count)]))
        }
        try await second.pass(to: "2016-07-30T10:00")
        #expect(try await rowsWithoutVoid(second) == rowsWithoutVoid(first))
        // In the order in which they happened every event id is the same too.
        let third = try await WatcherFixture.district("doumen", "2016-07-30T10:00")
        let ordered = history.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
            .map(\.element)
        for start in stride(from: 0, to: ordered.count, by: 5) {
            try await third.hosting.inbox.handle(Array(ordered[start..<min(start + 5, ordered.count)]))
        }
        try await third.pass(to: "2016-07-30T10:00")
        #expect(try await rowsWithoutVoid(third) == rowsWithoutVoid(first))
        #expect(try await eventIDs(third) == eventIDs(first))
        #expect(try await supervisions(third) == supervisions(first))
        #expect(try await supervisions(first).count > 3)
    }

    /// Tells a season in small to `watcher`, timers and people's acts among it.
    ///
    /// - Returns: what came and what people did, as the topics hold it.
    private func history(_ watcher: WatcherFixture) async throws -> [Envelope] {
        var told: [Envelope] = []
        func tell(_ event: some Event, _ time: String) async throws {
            let envelope = try Tale.envelope(event, UUID().uuidString.lowercased(), at(time), "doumen")
            told.append(envelope)
            try await watcher.hosting.inbox.handle([envelope])
        }
        let tales = (0..<6).map { _ in Tale.doumen(watcher) }
        let categories: [AppealCategory] = [.consultation, .complaint, .suggestion, .complaint, .complaint, .report]
        for (tale, category) in zip(tales, categories) {
            try await tell(tale.registration(category), "2016-06-07T17:45")
        }
        try await tell(BroadcastClosed(broadcast: BroadcastID("show")), "2016-06-07T18:30")
        for (tale, category) in zip(tales, categories) {
            try await tell(tale.dispatch(category, registered: "2016-06-07T17:45"), "2016-06-07T18:40")
        }
        try await tell(tales[0].answered, "2016-06-10T10:00")
        try await watcher.pass(to: "2016-06-13T12:00")
        try await tell(tales[1].answered, "2016-06-14T10:00")
        try await watcher.pass(to: "2016-06-16T09:00")
        try await tell(tales[4].answered, "2016-06-16T09:30")
        for id in try await watcher.events(SupervisionProposed.self, of: "doumen").map(\.event.supervision) {
            let place = "/v1/districts/doumen/supervisions/\(id)"
            _ = try await watcher.send(.post, "\(place)/letter", as: .supervisor)
            _ = try await watcher.send(.post, "\(place)/receipt", as: .unit("baijiao-town"))
        }
        try await watcher.pass(to: "2016-06-20T09:00")
        try await tell(tales[2].superviseAfterCallback(), "2016-06-20T10:00")
        try await watcher.pass(to: "2016-07-30T10:00")
        return try await told + acts(SupervisionLetterIssued.self, watcher)
            + acts(SupervisionLetterReceived.self, watcher)
    }

    /// What people did is on the watcher's own topic.
    private func acts<E: Event>(_: E.Type, _ watcher: WatcherFixture) async throws -> [Envelope] {
        let rows = try await texts(
            watcher,
            "SELECT event_id::text FROM test_deadline_watcher.journal WHERE type = '\(E.type)' ORDER BY position")
        let events = try await watcher.events(E.self, of: "doumen")
        return try zip(rows, events).map { id, said in try Tale.envelope(said.event, id, said.time, "doumen") }
    }

    private func snapshot(_ watcher: WatcherFixture) async throws -> [String] {
        try await texts(
            watcher,
            """
            SELECT deadlines::text FROM test_deadline_watcher.deadlines
            UNION ALL SELECT case_states::text FROM test_deadline_watcher.case_states
            UNION ALL SELECT event_id::text FROM test_deadline_watcher.journal ORDER BY 1
            """)
    }

    private func rowsWithoutVoid(_ watcher: WatcherFixture) async throws -> [String] {
        try await texts(
            watcher,
            """
            SELECT (case_id, deadline, clock, status, unit, work_order, started_at, due_at, original_due_at, ended_at,
                wake_at, is_provisional, calendar_version)::text
            FROM test_deadline_watcher.deadlines WHERE status <> 'void' ORDER BY 1
            """)
    }

    private func eventIDs(_ watcher: WatcherFixture) async throws -> [String] {
        try await texts(
            watcher, "SELECT type || event_id::text || time FROM test_deadline_watcher.journal ORDER BY 1")
    }

    private func supervisions(_ watcher: WatcherFixture) async throws -> [String] {
        try await texts(
            watcher, "SELECT supervisions::text FROM test_deadline_watcher.supervisions ORDER BY 1")
    }

    private func texts(_ watcher: WatcherFixture, _ sql: String) async throws -> [String] {
        try await watcher.asAdmin(sql).map { try $0.decode(String.self) }
    }
}
