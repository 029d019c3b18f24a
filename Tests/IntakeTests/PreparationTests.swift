import Contracts
import Foundation
import IntakeService
import RulePacks
import TestSupport
import Testing

/// What units do and ask for a show.
@Suite struct PreparationTests {
    private static let show = "/broadcasts/2020-06-18"
    private static let season = """
        {"broadcasts":[{"id":"2020-06-18","opensAt":"2020-06-18T09:00:00+08:00","closesAt":"2020-06-18T10:00:00+08:00",\
        "units":["xinbei","water-supply"],"newUnits":["water-supply"]}]}
        """
    private static let xinbei = Who.unit("xinbei")

    private func planned() async throws -> IntakeFixture {
        let intake = try await IntakeFixture()
        let answer = try await intake.send(.put, IntakeFixture.changzhou + "/season", text: Self.season)
        #expect(answer.status == 200, "\(answer)")
        return intake
    }

    @Test("CZ-08: a show says which units are new and which rules it is prepared by") func aShowTellsNewUnits()
        async throws
    {
        let intake = try await planned()
        let event = try #require(try await intake.events(BroadcastScheduled.self).first?.event)
        #expect(event.newUnits?.map(\.rawValue) == ["water-supply"] && event.packVersion == "changzhou-2020.1")
        let answer = try await intake.send(
            .put, IntakeFixture.changzhou + "/season",
            text: Self.season.replacing("[\"water-supply\"]", with: "[\"x\"]"))
        #expect(answer.faults == ["broadcasts[0].newUnits[0]"])
    }

    @Test("CZ-08: a season's table, which has no word for them, leaves who is new and what is opened by hand")
    func aTableLeavesWhatItCannotSay() async throws {
        let intake = try await IntakeFixture()
        let season = Self.season.replacing("\"newUnits\"", with: "\"isByHand\":true,\"newUnits\"")
        let path = IntakeFixture.changzhou + "/season"
        #expect(try await intake.send(.put, path, text: season).status == 200)
        for (id, name) in [("xinbei", "新北区"), ("water-supply", "供水公司")] {
            try await intake.hear(UnitChanged(unit: UnitID(id), name: name))
        }
        let (lines, other) = ("date,unit\n2020-06-18,新北区\n", "2020-06-18,供水公司\n")
        let same = try await intake.send(.put, path, text: lines + other, type: "text/csv")
        #expect(same.status == 200, "\(same)")
        #expect(try await intake.events(BroadcastScheduled.self).count == 1)
        let one = try await intake.send(.put, path, text: lines, type: "text/csv")
        #expect(one.status == 200, "\(one)")
        let said = try await intake.events(BroadcastScheduled.self)
        #expect(said.count == 2 && said.last?.event.newUnits == nil)
        let shown = try await intake.get("/season").objects("broadcasts")
        #expect(shown.map { $0["isByHand"] as? Bool } == [true])
    }

    @Test("CZ-28, CZ-31: a unit does what it owes once, whatever is repeated") func aUnitDischargesADutyOnce()
        async throws
    {
        let intake = try await planned()
        for _ in 1...2 {
            let answer = try await intake.post("\(Self.show)/duties/contacts/discharge", "{}", as: Self.xinbei)
            #expect(answer.status == 200)
            intake.clock.advance(bySeconds: 60)
        }
        let events = try await intake.events(DutyDischarged.self)
        #expect(events.map(\.event.unit.rawValue) == ["xinbei"] && events.map(\.event.duty) == ["contacts"])
        #expect(events.first?.time == IntakeFixture.onAir)
        let acts = try await intake.get("\(Self.show)/preparation").objects("acts")
        #expect(acts.count == 1 && acts.first?["act"] as? String == "discharge")
    }

    @Test("CZ-28 X01: past the hard stop a unit is refused with the date, and the operator puts it on record")
    func theHardStop() async throws {
        let intake = try await planned()
        let table = try IntakeFixture.deploy("calendar/cn_calendar.csv")
        #expect(try await intake.send(.put, "/v1/calendars/cn-2026.1", text: table, type: "text/csv").status == 201)
        let contacts = "\(Self.show)/duties/contacts/discharge"
        // Fifteen days before 18 June is the 3rd; the last moment is its close.
        let stop = try #require(Instant(rfc3339: "2020-06-03T17:30:00+08:00"))
        intake.clock.advance(to: stop)
        #expect(try await intake.post(contacts, "{}", as: Self.xinbei).status == 200)
        intake.clock.advance(to: stop.advanced(bySeconds: 1))
        // A repeat is none too late.
        #expect(try await intake.post(contacts, "{}", as: Self.xinbei).status == 200)
        let late = try await intake.post(contacts, "{}", as: .unit("water-supply"))
        #expect(late.status == 409 && late.faults == ["duty"])
        #expect(late.body.contains("2020-06-03T17:30:00+08:00") && late.body.contains("CZ-28"))
        #expect(try await intake.events(DutyDischarged.self).map(\.event.unit.rawValue) == ["xinbei"])
        // Another duty has no such stop.
        let speaker = "\(Self.show)/duties/speaker/discharge"
        #expect(try await intake.post(speaker, "{}", as: .unit("water-supply")).status == 200)
        #expect(try await intake.post(contacts, #"{"unit":"water-supply"}"#).status == 200)
        let lists = try await intake.events(DutyDischarged.self).filter { $0.event.duty == "contacts" }
        #expect(lists.map(\.event.unit.rawValue) == ["xinbei", "water-supply"])
        #expect(lists.last?.time == stop.advanced(bySeconds: 1))
    }

    @Test("X01: a stop that no calendar can reckon is told the unit as a problem")
    func aStopOutOfTheCalendar() async throws {
        let intake = try await planned()
        let table = try IntakeFixture.deploy("calendar/cn_calendar.csv")
        #expect(try await intake.send(.put, "/v1/calendars/cn-2026.1", text: table, type: "text/csv").status == 201)
        // As a row of a time in which any day was taken.
        try await intake.asAdmin("UPDATE test_intake.broadcasts SET opens_at = opens_at - interval '70 years'")
        let contacts = "\(Self.show)/duties/contacts/discharge"
        let answer = try await intake.post(contacts, "{}", as: Self.xinbei)
        #expect(answer.status == 409 && answer["detail"].contains("no calendar"), "\(answer)")
        #expect(try await intake.events(DutyDischarged.self).isEmpty)
        #expect(try await intake.post(contacts, #"{"unit":"xinbei"}"#).status == 200)
    }

    @Test("CZ-33, CZ-39: the operator types up for every unit, and when it was") func theOperatorTypesUp() async throws
    {
        let intake = try await planned()
        let at = #"{"at":"2020-05-14T00:55:00Z"}"#
        #expect(try await intake.post("\(Self.show)/duties/prepMeeting/discharge", at).status == 200)
        let events = try await intake.events(DutyDischarged.self)
        #expect(Set(events.map(\.event.unit.rawValue)) == ["xinbei", "water-supply"])
        #expect(events.allSatisfy { $0.time == Instant(rfc3339: "2020-05-14T00:55:00Z") })
    }

    @Test("CZ-11, CZ-37, X11: what a unit asks for, spoken and in writing") func requests() async throws {
        let intake = try await planned()
        for body in [#"{"isWritten":false}"#, #"{"isWritten":true}"#, #"{"isWritten":true}"#] {
            #expect(try await intake.post("\(Self.show)/leave", body, as: Self.xinbei).status == 200)
        }
        #expect(try await intake.events(LeaveRequested.self).map(\.event.isWritten) == [false, true])
        let other = #"{"unit":"water-supply","isWritten":true}"#
        #expect(try await intake.post("\(Self.show)/reschedule-requests", other).status == 200)
        #expect(try await intake.events(RescheduleRequested.self).map(\.event.unit.rawValue) == ["water-supply"])
        // X11: here leave is recorded and nobody decides.
        let decision = #"{"unit":"xinbei","isApproved":true}"#
        #expect(try await intake.post("\(Self.show)/leave/decision", decision, as: .supervisor).status == 409)
    }

    @Test("DM-23, X11: where the pack asks for an approval, leave is decided once, after it was asked for in writing")
    func leaveIsDecided() async throws {
        let intake = try await IntakeFixture(at: Instant(rfc3339: "2016-05-20T01:00:00Z") ?? .earliest)
        let doumen = "/v1/districts/doumen"
        _ = try await intake.send(
            .put, "\(doumen)/rule-packs/doumen-2016.1", text: IntakeFixture.deploy("districts/doumen/pack.yaml"),
            type: "application/yaml")
        try await intake.hear(UnitChanged(unit: UnitID("education"), name: "区教育局"), of: "doumen")
        let show = """
            {"broadcasts":[{"id":"2016-06-21","opensAt":"2016-06-21T17:30:00+08:00",\
            "closesAt":"2016-06-21T18:30:00+08:00","units":["education"]}]}
            """
        #expect(try await intake.send(.put, "\(doumen)/season", text: show).status == 200)
        func say(_ path: String, _ json: String) async throws -> Int {
            try await intake.send(.post, "\(doumen)/broadcasts/2016-06-21/\(path)", text: json).status
        }
        let approval = #"{"unit":"education","isApproved":true}"#
        #expect(try await say("leave/decision", approval) == 409)
        #expect(try await say("leave", #"{"unit":"education","isWritten":true}"#) == 200)
        for _ in 1...2 { #expect(try await say("leave/decision", approval) == 200) }
        #expect(try await say("leave/decision", #"{"unit":"education","isApproved":false}"#) == 409)
        #expect(try await intake.events(LeaveDecided.self, of: "doumen").map(\.event.isApproved) == [true])
    }

    @Test("CZ-35: what a duty is bound to has a time ahead") func aDutyIsPlanned() async throws {
        let intake = try await planned()
        let body = #"{"unit":"xinbei","plannedFor":"2020-06-15T10:00:00+08:00"}"#
        #expect(try await intake.post("\(Self.show)/duties/pushCopy/plan", body).status == 200)
        let events = try await intake.events(DutyPlanned.self)
        #expect(events.map(\.event.plannedFor) == [Instant(rfc3339: "2020-06-15T02:00:00Z")])
        for time in ["2020-05-13T10:00:00+08:00", "2090-01-01T00:00:00Z"] {
            let body = #"{"unit":"xinbei","plannedFor":"\#(time)"}"#
            #expect(try await intake.post("\(Self.show)/duties/pushCopy/plan", body).faults == ["plannedFor"])
        }
    }

    @Test func whatIsWrongIsNamedAndChangesNothing() async throws {
        let intake = try await planned()
        let discharge = "\(Self.show)/duties/contacts/discharge"
        #expect(try await intake.post(discharge, #"{"unit":"moon"}"#).faults == ["unit"])
        #expect(try await intake.post(discharge, #"{"at":"2020-05-15T00:00:00Z"}"#).faults == ["at"])
        #expect(try await intake.post(discharge, #"{"at":"2019-05-15T00:00:00Z"}"#).faults == ["at"])
        #expect(try await intake.post(discharge, #"{"at":"2020-05-14T00:55:00Z"}"#, as: Self.xinbei).faults == ["at"])
        #expect(try await intake.post(discharge, #"{"unit":"water-supply"}"#, as: Self.xinbei).status == 403)
        #expect(try await intake.post(discharge, "[").status == 400)
        #expect(try await intake.post("\(Self.show)/duties/singing/discharge", "{}").status == 404)
        #expect(try await intake.post("/broadcasts/2020-07-02/duties/contacts/discharge", "{}").status == 404)
        #expect(try await intake.post("\(Self.show)/leave", #"{"isWritten":true}"#).faults == ["unit"])
        #expect(try await intake.count("preparation_acts") == 0)
        #expect(try await intake.events(DutyDischarged.self).isEmpty)
    }
}
