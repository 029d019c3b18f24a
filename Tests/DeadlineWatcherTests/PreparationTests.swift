import Contracts
import DeadlineWatcherService
import Messaging
import TestSupport
import Testing

/// What units owe for a show, from the season to the desk.
@Suite struct PreparationTests {
    private static let show = BroadcastID("2020-05-14")
    private static let water = UnitID("xinbei")
    private static let power = UnitID("transport")

    private func scheduled(_ opens: String, units: [UnitID] = [water, power]) -> BroadcastScheduled {
        BroadcastScheduled(
            broadcast: Self.show, opensAt: at(opens), closesAt: at(opens).advanced(bySeconds: 3_600), units: units,
            packVersion: "changzhou-2020.1")
    }

    private func deadlines(_ watcher: WatcherFixture, as who: Who = .operator) async throws -> [[String: Any]] {
        try await watcher.send(.get, "/v1/districts/changzhou/broadcasts/\(Self.show)/deadlines", as: who)
            .objects("deadlines")
    }

    @Test("CZ-61, X15: Monday's edition is to be filed by the end of Sunday") func theDailyEdition() async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-13T09:00")
        for day in ["2020-05-18", "2020-05-19"] {
            try await watcher.hear(
                DutyPlanned(
                    broadcast: BroadcastID("daily-\(day)"), unit: Self.water, duty: "dailyEdition",
                    plannedFor: at("\(day)T22:20"), packVersion: "changzhou-2020.1"))
        }
        #expect(
            try await watcher.rows(of: "daily-edition").map(\.due) == [at("2020-05-18T00:00"), at("2020-05-19T00:00")])
        try await watcher.hear(
            DutyDischarged(broadcast: BroadcastID("daily-2020-05-18"), unit: Self.water, duty: "dailyEdition"),
            at: at("2020-05-17T23:59"))
        try await watcher.pass(to: "2020-05-19T09:00")
        #expect(try await watcher.rows(of: "daily-edition").map(\.status) == ["met", "missed"])
    }

    @Test("CZ-24, CZ-30, CZ-31, CZ-33: each unit of a show has duties of its own") func eachUnitHasItsOwn() async throws
    {
        let watcher = try await WatcherFixture.district("changzhou", "2020-03-16T09:00")
        try await watcher.hear(scheduled("2020-05-14T09:00"))
        let all = try await deadlines(watcher)
        // Contacts twice, speaker, warm-up, meeting, arrival.
        #expect(all.count == 12)
        #expect(all.allSatisfy { $0["broadcast"] as? String == "2020-05-14" && $0["caseNumber"] == nil })
        let own = try await deadlines(watcher, as: .unit("xinbei"))
        #expect(own.count == 6 && own.allSatisfy { $0["unit"] as? String == "xinbei" })
        let contacts = try #require(own.first { $0["clock"] as? String == "contacts" })
        #expect(contacts["due"] as? String == "2020-03-31T09:30:00Z" && contacts["rule"] as? String == "CZ-30")
        #expect(((contacts["explanation"] as? [String: Any])?["counted"] as? [String])?.count == 30)

        try await watcher.hear(DutyDischarged(broadcast: Self.show, unit: Self.water, duty: "contacts"))
        try await watcher.pass(to: "2020-04-01T09:00")
        #expect(
            try await watcher.events(DeadlineMet.self).map(\.event.clock.rawValue) == ["contacts", "contacts-form"])
        // X01: the other unit is warned, and has missed nothing yet.
        let warned = try await watcher.events(DeadlineApproaching.self).map(\.event)
        #expect(warned.map(\.unit) == [Self.power] && warned.map(\.rule.rawValue) == ["CZ-30"])
        #expect(warned.map(\.broadcast) == [Self.show])
        #expect(try await watcher.events(DeadlineMissed.self).isEmpty)
        #expect(try await watcher.rows(of: "contacts").map(\.status).sorted() == ["met", "reminded"])
        let reminded = try await watcher.send(.get, "/v1/districts/changzhou/deadlines?status=reminded")
        #expect(reminded.objects("deadlines").map { $0["clock"] as? String } == ["contacts"])
    }

    @Test("CZ-30, CZ-37: a unit that is taken off a show owes it nothing, one that comes owes from then")
    func aPlanThatChanges()
        async throws
    {
        let watcher = try await WatcherFixture.district("changzhou", "2020-03-16T09:00")
        try await watcher.hear(scheduled("2020-05-14T09:00"))
        watcher.clock.advance(to: at("2020-03-20T09:00"))
        try await watcher.hear(scheduled("2020-05-21T09:00", units: [Self.water]))
        let all = try await watcher.rows(of: "speaker")
        #expect(all.map(\.status).sorted() == ["cancelled", "running"])
        #expect(all.first { $0.status == "running" }?.due == at("2020-05-08T17:30"))
        #expect(all.first { $0.status == "running" }?.original == at("2020-04-28T17:30"))
        #expect(Set(try await watcher.events(DeadlineCancelled.self).map(\.event.cause)) == ["unscheduled"])
    }

    @Test("CZ-30: heard twice, or with what is done before it, a season says the same") func redelivery() async throws {
        var journals: [[String]] = []
        for times in 1...2 {
            let watcher = try await WatcherFixture.district("changzhou", "2020-03-16T09:00")
            for _ in 0..<times {
                try await watcher.hear(scheduled("2020-05-14T09:00"), id: "0b6a2f9e-6c1d-4a57-9f0e-2f5c3a1d7b11")
                try await watcher.hear(
                    DutyDischarged(broadcast: Self.show, unit: Self.water, duty: "speaker"),
                    id: "0b6a2f9e-6c1d-4a57-9f0e-2f5c3a1d7b12")
            }
            journals.append(
                try await watcher.asAdmin("SELECT event_id::text FROM test_deadline_watcher.journal ORDER BY 1").map {
                    try $0.decode(String.self)
                })
        }
        #expect(journals[0] == journals[1] && journals[0].count == 13)
    }

    @Test("CZ-33: a new holiday notice moves the meeting, and tells why") func aNewNotice() async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-03-16T09:00")
        try await watcher.hear(scheduled("2020-04-29T09:00"))
        #expect(try await watcher.row(of: "prep-meeting")?.due == at("2020-04-26T09:00"))
        #expect(try await watcher.send(.get, "/v1/districts/nowhere/broadcasts/x/deadlines").status == 404)
    }
}
