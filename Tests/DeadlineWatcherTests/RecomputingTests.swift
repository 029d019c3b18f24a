import Contracts
import DeadlineWatcherService
import Foundation
import TestSupport
import Testing

@Suite("A new calendar moves what is running")
struct RecomputingTests {
    private static func calendar(_ name: String, years: [Int] = [2019, 2020]) throws -> CalendarPublished {
        CalendarPublished(
            version: name, table: try WatcherFixture.deploy("calendar/cn_calendar-\(name).csv"), years: years)
    }

    private func dispatched(_ count: Int) async throws -> WatcherFixture {
        let watcher = try await WatcherFixture(at: at("2020-01-20T10:00"))
        watcher.context.progress.confirm(at: .latest)
        try await watcher.hear(Self.calendar("2020.1"), of: "cn", at: at("2019-11-21T10:00"))
        try await watcher.hear(
            RulePackAdopted(
                version: "changzhou-2020.1", effectiveFrom: #require(CivilDay("2019-01-01")),
                source: WatcherFixture.deploy("districts/changzhou/pack.yaml")), at: at("2019-12-01T10:00"))
        try await watcher.runDueWork()
        for _ in 0..<count {
            let tale = Tale.changzhou(watcher)
            try await tale.dispatched("2020-01-20T10:00", .consultation, registered: "2020-01-20T10:00")
        }
        return watcher
    }

    @Test(
        "CZ-44: 国办发明电〔2020〕1号 of 2020-01-26 moves each running deadline once, keeps the first due instant, and tells why"
    )
    func moves() async throws {
        let watcher = try await dispatched(3)
        #expect(try await watcher.row(of: "close")?.due == at("2020-03-06T17:30"))
        try await watcher.hear(Self.calendar("2020.2"), of: "cn", at: at("2020-01-26T10:00"))
        #expect(try await watcher.events(DeadlineMoved.self).isEmpty)
        try await watcher.runDueWork()
        let moved = try await watcher.events(DeadlineMoved.self)
        #expect(moved.filter { $0.event.clock.rawValue == "close" }.count == 3)
        for (event, time, _) in moved where event.clock.rawValue == "close" {
            #expect(event.due == at("2020-03-10T17:30"))
            #expect(event.originalDue == at("2020-03-06T17:30"))
            #expect(event.cause == "calendar")
            #expect(time == at("2020-01-26T10:00"))
        }
        #expect(try await watcher.row(of: "close")?.due == at("2020-03-10T17:30"))
        #expect(
            try await told(watcher, "close").contains(
                "Moved 2020-01-26 10:00: 2020-03-06 17:30 → 2020-03-10 17:30, because of a new holiday notice, "
                    + "calendar cn-2020.2"))
        try await watcher.runDueWork()
        #expect(try await watcher.events(DeadlineMoved.self).count == moved.count)
        try await watcher.hear(Self.calendar("2020.2"), of: "cn", at: at("2020-01-27T10:00"))
        try await watcher.runDueWork()
        #expect(try await watcher.events(DeadlineMoved.self).count == moved.count)
    }

    /// What the one case of the fixture says of a clock.
    private func told(_ watcher: WatcherFixture, _ clock: String) async throws -> String {
        let deadlines = try await watcher.send(.get, "/v1/districts/changzhou/deadlines").objects("deadlines")
        let deadline = deadlines.first { $0["clock"] as? String == clock }
        return (deadline?["explanation"] as? [String: Any])?["en"] as? String ?? ""
    }

    @Test("CZ-44: a provisional deadline becomes firm when its year's table arrives, and says so")
    func provisional() async throws {
        let watcher = try await dispatched(0)
        try await watcher.hear(Self.calendar("2020.2"), of: "cn", at: at("2020-01-26T10:00"))
        try await watcher.runDueWork()
        let tale = Tale.changzhou(watcher)
        // Into 2021, over its New Year.
        try await tale.dispatched("2020-11-24T10:00", .consultation, registered: "2020-11-24T10:00")
        #expect(try await told(watcher, "close").contains("cn-2020.2 (provisional)"))
        let before = try #require(try await watcher.row(of: "close"))
        try await watcher.hear(
            Self.calendar("2021.1", years: [2019, 2020, 2021]), of: "cn", at: at("2020-11-25T10:00"))
        try await watcher.runDueWork()
        let moved = try await watcher.events(DeadlineMoved.self).filter { $0.event.clock.rawValue == "close" }
        #expect(moved.map(\.event.isProvisional) == [false])
        #expect(moved.map(\.event.calendarVersion) == ["cn-2021.1"])
        let after = try #require(try await watcher.row(of: "close"))
        #expect(after.due == moved.first?.event.due && after.original == before.original)
        let text = try await told(watcher, "close")
        #expect(!text.contains("provisional") && text.contains("because of a new holiday notice, calendar cn-2021.1"))
        #expect(text.contains("2021-01-01 Fri  holiday (元旦)"))
    }

    @Test("what is over keeps the calendar of its time, and is explained by it")
    func former() async throws {
        let watcher = try await dispatched(1)
        try await watcher.pass(to: "2020-01-24T10:00")
        #expect(try await watcher.row(of: "answer")?.status == "missed")
        try await watcher.hear(Self.calendar("2020.2"), of: "cn", at: at("2020-01-26T10:00"))
        try await watcher.runDueWork()
        let text = try await told(watcher, "answer")
        #expect(text.contains("calendar cn-2020.1\n") && text.contains("Goes by: the written period"), "\(text)")
        #expect(text.contains("Due: 2020-01-23 17:30 (Thu), calendar cn-2020.1"), "\(text)")
    }

    @Test(
        "CZ-56: a notice that brings the day forward to before itself makes nobody late, and the explanation says why")
    func broughtForward() async throws {
        let watcher = try await dispatched(0)
        let tale = Tale.changzhou(watcher)
        try await tale.dispatched("2020-01-16T10:00", .consultation, registered: "2020-01-16T10:00")
        #expect(try await watcher.row(of: "answer")?.due == at("2020-01-20T17:30"))
        let table =
            try WatcherFixture.deploy("calendar/cn_calendar-2020.1.csv").replacing("cn-2020.1", with: "cn-2020.1a")
            + "2020-01-18,workday,补班\n"
        try await watcher.hear(
            CalendarPublished(version: "2020.1a", table: table, years: [2019, 2020]), of: "cn",
            at: at("2020-01-20T10:00"))
        try await watcher.runDueWork()
        try await watcher.pass(to: "2020-01-20T17:00")
        #expect(try await watcher.row(of: "answer")?.due == at("2020-01-20T17:30"))
        #expect(try await missed(watcher, "answer") == 0)
        let text = try await told(watcher, "answer")
        #expect(text.contains("Goes by: a notice that brings the day forward"), "\(text)")
        try await watcher.pass(to: "2020-01-21T10:00")
        #expect(try await missed(watcher, "answer") == 1)
    }

    @Test("CZ-56: what a notice has still to move is not missed by the calendar before it")
    func noMissBeforeTheMove() async throws {
        let watcher = try await dispatched(0)
        let tale = Tale.changzhou(watcher)
        try await tale.dispatched("2020-01-22T10:00", .consultation, registered: "2020-01-22T10:00")
        #expect(try await watcher.row(of: "answer")?.due == at("2020-02-01T17:30"))
        try await watcher.hear(Self.calendar("2020.2"), of: "cn", at: at("2020-01-26T10:00"))
        // Worked through only when the earlier day is over, as after an outage.
        try await watcher.pass(to: "2020-02-02T10:00")
        #expect(try await missed(watcher, "answer") == 0)
        #expect(try await watcher.row(of: "answer")?.due == at("2020-02-04T17:30"))
        try await watcher.pass(to: "2020-02-05T10:00")
        #expect(try await missed(watcher, "answer") == 1)
    }

    private func missed(_ watcher: WatcherFixture, _ clock: String) async throws -> Int {
        try await watcher.events(DeadlineMissed.self).filter { $0.event.clock.rawValue == clock }.count
    }

    @Test("what was missed stays behind the notice, and keeps nothing that comes after it waiting")
    func missed() async throws {
        let watcher = try await dispatched(0)
        let tale = Tale.changzhou(watcher)
        try await tale.dispatched("2020-01-20T10:00", .consultation, registered: "2020-01-20T10:00")
        try await watcher.pass(to: "2020-01-24T10:00")
        try await watcher.hear(Self.calendar("2020.2"), of: "cn", at: at("2020-01-26T10:00"))
        // Its turn has not come: the notice goes first.
        try await tale.hear(tale.signed, "2020-01-26T10:30")
        #expect(try await watcher.count("case_states WHERE backlog IS NOT NULL") == 1)
        try await watcher.pass(to: "2020-01-27T10:00")
        #expect(try await watcher.count("case_states WHERE backlog IS NOT NULL") == 0)
        #expect(try await watcher.row(of: "answer")?.status == "missed")
        try await tale.hear(tale.answered, "2020-02-05T10:00")
        #expect(try await watcher.count("case_states WHERE backlog IS NOT NULL") == 0)
        #expect(
            try await watcher.count("deadlines WHERE clock = 'answer' AND ended_at = '2020-02-05 10:00+08'") == 1)
    }

    @Test("a pack that comes later moves nothing: a case keeps its own, and a version is one text for good")
    func laterPacks() async throws {
        let watcher = try await dispatched(1)
        let before = try await watcher.rows()
        let text = try WatcherFixture.deploy("districts/changzhou/pack.yaml")
            .replacing("{amount: 30, unit: workingDays}", with: "{amount: 20, unit: workingDays}")
        let from = try #require(CivilDay("2020-01-01"))
        for version in ["changzhou-2020.1", "changzhou-2020.2"] {
            try await watcher.hear(
                RulePackAdopted(
                    version: version, effectiveFrom: from,
                    source: text.replacing("changzhou-2020.1", with: version)), at: at("2020-01-21T10:00"))
            try await watcher.runDueWork()
        }
        #expect(try await watcher.rows() == before)
        #expect(try await watcher.events(DeadlineMoved.self).isEmpty)
        // Nor does what comes later go by it.
        try await watcher.hear(Self.calendar("2020.2"), of: "cn", at: at("2020-01-26T10:00"))
        try await watcher.runDueWork()
        #expect(try await watcher.row(of: "close")?.due == at("2020-03-10T17:30"))
    }

    @Test("it goes on where it was: batch by batch, in whichever process")
    func resumes() async throws {
        let watcher = try await dispatched(1)
        // Rows like it, for more than one batch of one half: every case is opened, whatever its facts say.
        try await watcher.asAdmin(
            """
            INSERT INTO test_deadline_watcher.deadlines
            SELECT district, ('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid, deadline, clock, rule, status,
                owes, unit, work_order, started_at, due_at, original_due_at, ended_at, is_provisional, calendar_version,
                pack_version, wake_at, awaits, run
            FROM test_deadline_watcher.deadlines CROSS JOIN generate_series(1, 550) AS i WHERE clock = 'close'
            """)
        try await watcher.asAdmin(
            """
            INSERT INTO test_deadline_watcher.case_states (district, case_id, pack_version, facts)
            SELECT DISTINCT copy.district, copy.case_id, known.pack_version, known.facts
            FROM test_deadline_watcher.deadlines AS copy CROSS JOIN
                (SELECT * FROM test_deadline_watcher.case_states LIMIT 1) AS known
            ON CONFLICT DO NOTHING
            """)
        try await watcher.hear(Self.calendar("2020.2"), of: "cn", at: at("2020-01-26T10:00"))
        let other = try WatcherFixture(beside: watcher)
        other.context.progress.confirm(at: .latest)
        var counts: [Int] = []
        for fixture in [watcher, other, watcher, other] {
            let work = try #require(fixture.hosting.service.dueWork.last)
            counts.append(try await work.run(at: at("2020-01-26T10:00")))
        }
        // Each half with one for each of its batches: three of one, one of the other.
        #expect(counts[0] > 250 && counts[1] > 250 && counts[2] > 50 && counts[3] == 0, "\(counts)")
        #expect(counts.reduce(0, +) == 551 + 4)
        let closes = try await watcher.rows(of: "close")
        #expect(closes.count == 551)
        #expect(closes.allSatisfy { $0.due == at("2020-03-10T17:30") })
        let moved = try await watcher.events(DeadlineMoved.self).filter { $0.event.clock.rawValue == "close" }
        #expect(Set(moved.map(\.event.case)).count == moved.count)
        #expect(moved.count == 551)
    }

    @Test("what fails in the middle leaves nothing behind, and is done again")
    func failure() async throws {
        let watcher = try await dispatched(2)
        try await watcher.hear(Self.calendar("2020.2"), of: "cn", at: at("2020-01-26T10:00"))
        let work = try #require(watcher.hosting.service.dueWork.last)
        try await watcher.asAdmin(
            "ALTER TABLE test_deadline_watcher.outbox ADD CONSTRAINT broken CHECK (first_position < 0) NOT VALID")
        await #expect(throws: (any Error).self) { try await work.run(at: at("2020-01-26T10:00")) }
        #expect(try await watcher.row(of: "close")?.due == at("2020-03-06T17:30"))
        try await watcher.asAdmin("ALTER TABLE test_deadline_watcher.outbox DROP CONSTRAINT broken")
        try await watcher.runDueWork()
        #expect(try await watcher.row(of: "close")?.due == at("2020-03-10T17:30"))
    }
}
