import Contracts
import Foundation
import IntakeService
import TestSupport
import Testing

/// Which days a season may name. It is 2020-05-14 in Changzhou; two years ahead ends with 2022-05-15.
@Suite struct SeasonBoundTests {
    private static let beyond = ["1950-05-14", "1999-12-31", "2022-05-16", "2202-05-14", "9999-12-31"]
    private static let within = ["2000-01-01", "2016-06-07", "2022-05-15"]

    private func put(_ intake: IntakeFixture, _ text: String, _ type: String = "application/json") async throws
        -> Answer
    {
        try await intake.send(.put, IntakeFixture.changzhou + "/season", text: text, type: type)
    }

    private static func show(_ id: String, at opens: String, until closes: String) -> String {
        #"{"id":"\#(id)","opensAt":"\#(opens)","closesAt":"\#(closes)","units":["xinbei"]}"#
    }

    private static func show(on day: String, id: String? = nil) -> String {
        show(id ?? day, at: "\(day)T09:00:00+08:00", until: "\(day)T10:00:00+08:00")
    }

    private static func season(_ shows: String...) -> String { #"{"broadcasts":[\#(shows.joined(separator: ","))]}"# }

    /// - Parameter fault: `season` is refused by this field, and what the district had stays as it was.
    private func expectRefused(
        _ season: String, _ type: String = "application/json", fault: String, _ words: String? = nil
    ) async throws {
        let intake = try await IntakeFixture()
        #expect(try await put(intake, CallTests.season).status == 200)
        let before = NSDictionary(dictionary: try await intake.get("/season").object)
        let answer = try await put(intake, season, type)
        #expect((answer.status, answer.faults) == (400, [fault]), "\(answer)")
        #expect(answer.body.contains(words ?? fault), "\(answer)")
        #expect(NSDictionary(dictionary: try await intake.get("/season").object) == before)
        #expect(try await intake.events(BroadcastScheduled.self).count == 1)
        #expect(try await intake.events(SeasonAdopted.self).count <= 1)
    }

    @Test(arguments: beyond) func aShowOfAnAbsurdYearIsRefused(day: String) async throws {
        let season = Self.season(Self.show(on: "2020-06-04"), Self.show(on: day))
        try await expectRefused(season, fault: "broadcasts[1].opensAt")
    }

    @Test(arguments: beyond) func aTablesShowOfAnAbsurdYearIsRefusedWithItsLine(day: String) async throws {
        let table = "date,unit\n2020-06-04,新北区\n\(day),新北区\n"
        try await expectRefused(table, "text/csv", fault: "date", "line 3, column 1")
    }

    @Test(arguments: beyond) func soIsAWindowThatBeginsOrEndsThere(day: String) async throws {
        let isEarly = day < "2020"
        let window = isEarly ? "\(day),2020-06-05" : "2020-06-01,\(day)"
        try await expectRefused(
            "date,unit,window_start,window_end\n2020-06-04,新北区,\(window)\n", "text/csv",
            fault: isEarly ? "window_start" : "window_end", "line 2, column 1")
    }

    @Test(arguments: [
        show(on: "2020-06-04", id: "2020-06-05"), show(on: "2020-06-04", id: "1950-06-04-noon"),
        // The evening of Greenwich is the next day in Changzhou.
        show("2020-06-04", at: "2020-06-04T16:00:00Z", until: "2020-06-04T17:00:00Z"),
    ])
    func aNewShowIsNamedForItsDay(show: String) async throws {
        try await expectRefused(
            Self.season(Self.show(on: "2020-06-11"), show), fault: "broadcasts[1].id", "2020-06-0")
    }

    @Test(arguments: within) func historyAndTheNextTwoYearsAreTaken(day: String) async throws {
        let intake = try await IntakeFixture()
        #expect(try await put(intake, Self.season(Self.show(on: day, id: day + "-noon"))).status == 200)
        let table = "date,unit,window_start,window_end\n\(day),新北区,\(day),\(day)\n"
        #expect(try await put(intake, table, "text/csv").status == 200)
        let shows = try await intake.get("/season").objects("broadcasts")
        #expect(Set(shows.compactMap { $0["id"] as? String }) == [day, day + "-noon"])
    }

    @Test("CZ-37: a show that is known is moved to another day under the id that it was announced by")
    func aKnownShowMovesToAnotherDay() async throws {
        let intake = try await IntakeFixture()
        #expect(try await put(intake, Self.season(Self.show(on: "2020-06-04"))).status == 200)
        let moved = Self.season(Self.show(on: "2020-06-11", id: "2020-06-04"))
        for _ in 1...2 { #expect(try await put(intake, moved).status == 200) }
        let told = try await intake.events(BroadcastScheduled.self).map(\.event)
        #expect(told.map(\.broadcast.rawValue) == ["2020-06-04", "2020-06-04"])
        #expect(told.last?.opensAt == Instant(rfc3339: "2020-06-11T01:00:00Z"))
    }
}
