import Contracts
import Foundation
import HTTP
import ServiceKit
import TestSupport
import Testing

@testable import OperatorService

extension SeasonTests {
    /// The State Council publishes a year's days off in the autumn before; a season may be planned earlier, and played on if
    /// the notice fails to come.
    @Test(
        "CZ-42, CZ-44: in a year that nobody has published yet a show is held and its deadlines are provisional; the year's table makes them firm"
    )
    func aYearWithoutATable() async throws {
        // The newest table ends with 2026.
        let clock = ManualClock(Self.instant("2027-01-04T09:00"))
        let played = try PlayedDistrict("changzhou", deploy: Stack.deploy)
        let (ensemble, performer) = try await Self.ensemble(of: [played], clock)
        try await ensemble.run {
            try await performer.give([played], to: ensemble)
            let year = UnpublishedYear(clock: clock, ensemble: ensemble, performer: performer)
            try await year.plan()
            try await year.holdShow()
            let before = try await year.deadlines()
            #expect(before.values.allSatisfy { $0.isProvisional }, "\(before)")
            #expect(before["close"]?.due == Self.instant("2027-04-15T17:30"))
            let planned = try await year.laterShow()
            // What is counted in working days; the show's own morning is what it is.
            for clock in ["speaker", "prep-meeting"] { #expect(planned[clock]?.isProvisional == true, "\(planned)") }
            // A Monday that no table could name before.
            try await year.publish("2027-04-05,holiday,清明节")
            let after = try await year.deadlines()
            #expect(after.values.allSatisfy { !$0.isProvisional }, "\(after)")
            #expect(after["close"]?.due == Self.instant("2027-04-16T17:30"))
            #expect(Set(after.keys) == Set(before.keys))
            let firm = try await year.laterShow()
            for clock in ["speaker", "prep-meeting"] { #expect(firm[clock]?.isProvisional == false, "\(firm)") }
        }
    }
}

/// A show and its one caller, in 2027.
private struct UnpublishedYear {
    struct Seen {
        let due: Instant?
        let isProvisional: Bool
    }

    let clock: ManualClock
    let ensemble: Ensemble
    let performer: Performer
    private let show = "2027-03-04"
    private let later = "2027-04-15"

    init(clock: ManualClock, ensemble: Ensemble, performer: Performer) {
        self.clock = clock
        self.ensemble = ensemble
        self.performer = performer
    }

    /// One show in March, and one in April that units still prepare when the year's table comes.
    func plan() async throws {
        let shows = [show, later].map {
            #"{"id":"\#($0)","opensAt":"\#($0)T09:00:00+08:00","closesAt":"\#($0)T10:00:00+08:00","units":["xinbei"],"isByHand":true}"#
        }
        try await ask(.put, "season", #"{"broadcasts":[\#(shows.joined(separator: ","))]}"#)
    }

    func holdShow() async throws {
        clock.advance(to: SeasonTests.instant("\(show)T09:00"))
        try await ask(.post, "broadcasts/\(show)/open", "{}")
        try await ask(
            .post, "broadcasts/\(show)/calls",
            #"{"outcome":"accepted","category":"complaint","text":"道路积水","unit":"xinbei"}"#)
        clock.advance(to: SeasonTests.instant("\(show)T10:00"))
        try await ask(.post, "broadcasts/\(show)/close", "{}")
        try await settle()
    }

    /// The newest table with lines of 2027 more.
    func publish(_ lines: String) async throws {
        clock.advance(to: SeasonTests.instant("2027-03-04T11:00"))
        let table = try TextFile.read(Stack.deploy.appending(path: "calendar/cn_calendar.csv").path)
            .replacing("# version: cn-2026.1", with: "# version: cn-2027.1")
        _ = try await performer.asOperator(
            .put, "/v1/calendars/cn-2027.1", type: "text/csv", table + lines + "\n", to: .intake)
        try await settle()
    }

    /// By their clocks, those of the caller's matter that are open.
    func deadlines() async throws -> [String: Seen] {
        try await read("deadlines", where: { $0["broadcast"] == nil })
    }

    /// By their clocks, what a unit owes for the later show.
    func laterShow() async throws -> [String: Seen] {
        try await read("broadcasts/\(later)/deadlines", where: { _ in true })
    }

    private func read(_ path: String, where isWanted: ([String: Any]) -> Bool) async throws -> [String: Seen] {
        let answer = Answer(
            try await performer.asOperator(.get, "/v1/districts/changzhou/\(path)", to: .deadlineWatcher))
        var seen: [String: Seen] = [:]
        for deadline in answer.objects("deadlines")
        where isWanted(deadline) && deadline["status"] as? String == "running" {
            let due = (deadline["due"] as? String).flatMap { Instant(rfc3339: $0) }
            seen[deadline["clock"] as? String ?? ""] = Seen(
                due: due, isProvisional: deadline["isProvisional"] as? Bool ?? false)
        }
        #expect(!seen.isEmpty, "\(path)")
        return seen
    }

    private func ask(_ method: HTTP.Method, _ path: String, _ body: String) async throws {
        _ = try await performer.asOperator(method, "/v1/districts/changzhou/\(path)", body, to: .intake)
        try await settle()
    }

    /// Everything is heard, and what is due is done.
    private func settle() async throws {
        while true {
            try await ensemble.flight.untilStill()
            var done = 0
            for member in ensemble.members {
                member.progress.confirm(at: clock.now())
                for work in member.dueWork { done += try await work.run(at: clock.now()) }
            }
            if done == 0 { return }
        }
    }
}
