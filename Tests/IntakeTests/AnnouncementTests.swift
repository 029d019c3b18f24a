import Contracts
import Foundation
import IntakeService
import TestSupport
import Testing

/// What is told of the plan as a whole.
@Suite struct AnnouncementTests {
    /// 2016-05-20, 09:00 in Doumen, before the season of 2016.
    private static let before = Instant(rfc3339: "2016-05-20T01:00:00Z") ?? .earliest

    private func doumen(at now: Instant = before) async throws -> IntakeFixture {
        let intake = try await IntakeFixture(at: now)
        let answer = try await intake.send(
            .put, "/v1/districts/doumen/rule-packs/doumen-2016.1",
            text: IntakeFixture.deploy("districts/doumen/pack.yaml"), type: "application/yaml")
        #expect(answer.status == 201)
        for unit in ["jingan", "education"] {
            try await intake.hear(UnitChanged(unit: UnitID(unit), name: unit), of: "doumen")
        }
        return intake
    }

    private func show(_ day: String, _ unit: String = "education", more: String = "") -> String {
        """
        {"id":"\(day)","opensAt":"\(day)T09:30:00Z","closesAt":"\(day)T10:30:00Z","units":["\(unit)"]\(more)}
        """
    }

    private func put(_ intake: IntakeFixture, _ shows: [String], of district: String = "doumen") async throws -> Answer
    {
        try await intake.send(
            .put, "/v1/districts/\(district)/season", text: #"{"broadcasts":[\#(shows.joined(separator: ","))]}"#)
    }

    private func previews(_ intake: IntakeFixture) async throws -> [(event: MonthPreviewed, time: Instant, id: EventID)]
    {
        try await intake.events(MonthPreviewed.self, of: "doumen")
    }

    @Test("CZ-64: a season is told of when it is first entered, once and whole") func aSeasonIsToldOnce() async throws {
        let intake = try await IntakeFixture.changzhou(at: Instant(rfc3339: "2020-03-16T01:00:00Z") ?? .earliest)
        let shows = [show("2020-03-26", "xinbei"), show("2020-04-02", "water-supply")]
        for _ in 1...2 { #expect(try await put(intake, shows, of: "changzhou").status == 200) }
        // A further show and a move are no further season.
        let moved = show("2020-04-02", "xinbei")
        #expect(try await put(intake, [moved, show("2020-04-09", "xinbei")], of: "changzhou").status == 200)
        let told = try await intake.events(SeasonAdopted.self).map(\.event)
        #expect(told.map(\.season) == ["2020"])
        #expect(told.first?.shows.map(\.broadcast.rawValue) == ["2020-03-26", "2020-04-02"])
        #expect(told.first?.shows.first?.units == [UnitID("xinbei")])
        // Changzhou's pack previews no month.
        #expect(try await intake.count("announcements") == 1)
    }

    @Test func aSeasonThatIsOverIsToldToNobody() async throws {
        let intake = try await doumen(at: Instant(rfc3339: "2017-01-10T01:00:00Z") ?? .earliest)
        #expect(try await put(intake, [show("2016-06-07")]).status == 200)
        #expect(try await intake.events(SeasonAdopted.self, of: "doumen").isEmpty)
        #expect(try await intake.count("announcements") == 0)
    }

    @Test("DM-14: before a month its units and topics are told, on the pack's day and once")
    func aMonthIsTold() async throws {
        let intake = try await doumen()
        let june = show("2016-06-07", more: #","topic":"中小学招生""#)
        #expect(try await put(intake, [june, show("2016-06-21", "jingan"), show("2016-07-05")]).status == 200)
        try await intake.runDueWork()
        #expect(try await previews(intake).isEmpty)
        // 05-29 09:00 is three days before June.
        intake.clock.advance(bySeconds: 9 * 86_400 - 1)
        try await intake.runDueWork()
        #expect(try await previews(intake).isEmpty)
        intake.clock.advance(bySeconds: 3_601)
        for _ in 1...2 { try await intake.runDueWork() }
        let told = try await previews(intake)
        #expect(told.map(\.event.month) == ["2016-06"])
        #expect(told.first?.time == Instant(rfc3339: "2016-05-29T01:00:00Z"))
        #expect(told.first?.event.shows.map(\.units) == [[UnitID("education")], [UnitID("jingan")]])
        #expect(told.first?.event.shows.map(\.topic) == ["中小学招生", nil])
        intake.clock.advance(bySeconds: 31 * 86_400)
        try await intake.runDueWork()
        #expect(try await previews(intake).map(\.event.month) == ["2016-06", "2016-07"])
    }

    @Test("DM-14: what is entered late is told at once, and a month that has begun is not")
    func whatIsLateIsToldAtOnce() async throws {
        let late = Instant(rfc3339: "2016-06-29T09:00:00Z") ?? .earliest
        let intake = try await doumen(at: late)
        #expect(try await put(intake, [show("2016-06-30"), show("2016-07-05")]).status == 200)
        try await intake.runDueWork()
        let told = try await previews(intake)
        #expect(told.map(\.event.month) == ["2016-07"])
        #expect(told.first?.time == late)
    }

    @Test("DM-14: the preview holds the plan as it is then") func aPreviewHoldsThePlanOfItsDay() async throws {
        let intake = try await doumen()
        #expect(try await put(intake, [show("2016-06-07")]).status == 200)
        let topic = show("2016-06-07", more: #","topic":"学区划分""#)
        let answer = try await put(intake, [topic])
        #expect(answer.object["changed"] as? Int == 1)
        // A topic is no other plan: no clock goes by it.
        #expect(try await intake.events(BroadcastScheduled.self, of: "doumen").count == 1)
        #expect(try await put(intake, [show("2016-06-07")]).object["changed"] as? Int == 0)
        intake.clock.advance(bySeconds: 10 * 86_400)
        try await intake.runDueWork()
        #expect(try await previews(intake).first?.event.shows.map(\.topic) == ["学区划分"])
    }

    @Test func aTopicThatIsTooLongIsRefusedByName() async throws {
        let intake = try await doumen()
        let long = String(repeating: "长", count: 201)
        let answer = try await put(intake, [show("2016-06-07", more: #","topic":"\#(long)""#)])
        #expect(answer.status == 400 && answer.faults == ["broadcasts[0].topic"])
        #expect(try await intake.count("announcements") == 0)
    }
}
