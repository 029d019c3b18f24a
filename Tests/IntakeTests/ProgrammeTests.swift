import Contracts
import Foundation
import HTTP
import IntakeService
import TestSupport
import Testing

@Suite struct ProgrammeTests {
    private func put(_ intake: IntakeFixture, _ text: String, type: String = "application/json") async throws -> Answer
    {
        try await intake.send(.put, IntakeFixture.changzhou + "/season", text: text, type: type)
    }

    /// What the district reads of its season.
    private func season(_ intake: IntakeFixture) async throws -> NSDictionary {
        let answer = try await intake.get("/season")
        #expect(answer.objects("broadcasts").count == 1)
        return NSDictionary(dictionary: answer.object)
    }

    private func runDue(_ intake: IntakeFixture) async throws -> Int {
        try await intake.hosting.service.dueWork.first?.run(at: intake.clock.now()) ?? -1
    }

    private func next(_ intake: IntakeFixture) async throws -> Instant? {
        try await intake.hosting.service.dueWork.first?.next()
    }

    @Test func aSeasonIsTakenOnceAndItsAlterationsAreTold() async throws {
        let intake = try await IntakeFixture()
        #expect(try await put(intake, CallTests.season).status == 200)
        #expect(try await put(intake, CallTests.season).status == 200)
        #expect(try await intake.events(BroadcastScheduled.self).count == 1)
        let moved = CallTests.season.replacing("2020-05-14T10:00", with: "2020-05-14T10:30")
        #expect(try await put(intake, moved).status == 200)
        let events = try await intake.events(BroadcastScheduled.self)
        #expect(events.count == 2)
        #expect(events.last?.event.closesAt == Instant(rfc3339: "2020-05-14T02:30:00Z"))
        #expect(try await intake.get("/season").objects("broadcasts").count == 1)
    }

    @Test("CZ-23: the season of 2020 is read from its table") func theSeasonOf2020IsReadFromItsTable() async throws {
        let intake = try await IntakeFixture.changzhou(at: Instant(rfc3339: "2020-03-16T01:00:00Z") ?? .earliest)
        let units = try IntakeFixture.deploy("districts/changzhou/units.yaml")
        for line in units.split(separator: "\n") {
            guard let match = line.firstMatch(of: /id: ([a-z0-9-]+), name: ([^,}]+)/) else { continue }
            try await intake.hear(UnitChanged(unit: UnitID(String(match.1)), name: String(match.2)))
        }
        let answer = try await put(
            intake, try IntakeFixture.deploy("districts/changzhou/season.csv"), type: "text/csv")
        #expect(answer.status == 200)
        let events = try await intake.events(BroadcastScheduled.self)
        #expect(events.count == 40)
        #expect(events.first?.event.opensAt == Instant(rfc3339: "2020-03-26T01:00:00Z"))
    }

    @Test(arguments: [
        (#"{"broadcasts":[]}"#, "broadcasts"),
        (
            #"{"broadcasts":[{"id":"2020-13-01","opensAt":"2020-05-14T09:00:00Z","closesAt":"2020-05-14T10:00:00Z","units":["xinbei"]}]}"#,
            "broadcasts[0].id"
        ),
        (
            #"{"broadcasts":[{"id":"2020-05-14","opensAt":"2020-05-14T09:00:00Z","closesAt":"2020-05-14T09:00:00Z","units":["xinbei"]}]}"#,
            "broadcasts[0].closesAt"
        ),
        (
            #"{"broadcasts":[{"id":"2020-05-14","opensAt":"2020-05-14T09:00:00Z","closesAt":"2020-05-14T10:00:00Z","units":["moon"]}]}"#,
            "broadcasts[0].units[0]"
        ),
        (#"{"broadcasts":[{"id":"2020-05-14"}]}"#, "broadcasts[0].opensAt"),
    ])
    func aBrokenSeasonIsRefusedAsAWhole(body: String, field: String) async throws {
        let intake = try await IntakeFixture()
        #expect(try await put(intake, CallTests.season).status == 200)
        let before = try await season(intake)
        let good =
            #"{"id":"2020-06-01","opensAt":"2020-06-01T09:00:00Z","closesAt":"2020-06-01T10:00:00Z","units":["xinbei"]}"#
        // A good show behind the bad one, of those that have one.
        let mixed = body.hasSuffix("}]}") ? String(body.dropLast(2)) + ",\(good)]}" : body
        #expect(mixed.hasSuffix(",\(good)]}") || body == #"{"broadcasts":[]}"#)
        for season in [body, mixed] {
            let answer = try await put(intake, season)
            #expect(answer.status == 400)
            #expect(answer.faults == [field])
        }
        #expect(try await season(intake) == before)
        #expect(try await intake.events(BroadcastScheduled.self).count == 1)
    }

    @Test func aBrokenSeasonTableNamesEveryLine() async throws {
        let intake = try await IntakeFixture()
        #expect(try await put(intake, CallTests.season).status == 200)
        let before = try await season(intake)
        let answer = try await put(
            intake, "date,unit\n2020-05-14,新北区\n2020-02-30,新北区\n2020-05-21,月球局\n", type: "text/csv")
        #expect(answer.status == 400)
        #expect(answer.faults == ["date", "unit"])
        #expect(answer.body.contains("line 3") && answer.body.contains("line 4"))
        #expect(try await season(intake) == before)
        #expect(try await intake.events(BroadcastScheduled.self).count == 1)
    }

    @Test func aShowIsOpenedAndClosedByHandOnce() async throws {
        let intake = try await IntakeFixture()
        _ = try await put(intake, CallTests.season)
        let show = "/broadcasts/2020-05-14"
        #expect(try await intake.post(show + "/close", "").status == 409)
        for _ in 0..<3 { #expect(try await intake.post(show + "/open", "").status == 200) }
        for _ in 0..<3 { #expect(try await intake.post(show + "/close", "").status == 200) }
        let refused = try await intake.post(show + "/open", "")
        #expect(refused.status == 409)
        #expect(refused["detail"].contains("closed") && refused["detail"].contains("open"))
        #expect(try await intake.post("/broadcasts/2020-05-15/open", "").status == 404)
        #expect(try await intake.events(BroadcastOpened.self).count == 1)
        let closed = try await intake.events(BroadcastClosed.self)
        #expect(closed.count == 1)
        #expect(closed.first?.event.units == [UnitID("xinbei")])
        #expect(try await put(intake, CallTests.season.replacing("T10:00", with: "T11:00")).status == 409)
    }

    @Test func theSeasonsTimeOpensAndClosesAtThePlannedInstants() async throws {
        let intake = try await IntakeFixture.changzhou(at: Instant(rfc3339: "2020-05-13T01:00:00Z") ?? .earliest)
        _ = try await put(intake, CallTests.season)
        #expect(try await runDue(intake) == 0)
        let opens = Instant(rfc3339: "2020-05-14T01:00:00Z")
        #expect(try await next(intake) == opens)
        intake.clock.advance(bySeconds: 86_400 + 5)
        #expect(try await runDue(intake) == 1)
        #expect(try await runDue(intake) == 0)
        let closes = Instant(rfc3339: "2020-05-14T02:00:00Z")
        #expect(try await next(intake) == closes)
        intake.clock.advance(bySeconds: 3_600)
        #expect(try await runDue(intake) == 1)
        #expect(try await next(intake) == nil)
        #expect(try await intake.events(BroadcastOpened.self).map(\.time) == [opens])
        #expect(try await intake.events(BroadcastClosed.self).map(\.time) == [closes])
    }

    @Test func theSeasonsTimeLeavesAloneWhatTheHandHasDoneAndWhatIsHistory() async throws {
        let intake = try await IntakeFixture.changzhou(at: Instant(rfc3339: "2020-05-13T01:00:00Z") ?? .earliest)
        _ = try await put(intake, CallTests.season)
        _ = try await intake.post("/broadcasts/2020-05-14/open", "")
        _ = try await intake.post("/broadcasts/2020-05-14/close", "")
        intake.clock.advance(bySeconds: 3 * 86_400)
        #expect(try await runDue(intake) == 0)
        #expect(try await intake.events(BroadcastOpened.self).count == 1)
        // Entered after it was over, and kept for the operator's hand.
        let others = CallTests.season.replacing("2020-05-14", with: "2020-05-07")
        _ = try await put(intake, others)
        _ = try await put(
            intake,
            CallTests.season.replacing("2020-05-14", with: "2020-05-21").replacing(
                "\"units\"", with: "\"isByHand\":true,\"units\""))
        intake.clock.advance(bySeconds: 30 * 86_400)
        #expect(try await runDue(intake) == 0)
        #expect(try await next(intake) == nil)
    }

    @Test(
        "CZ-37: a show that is moved or kept for the hand just when it is due is not opened by the old plan",
        arguments: [("2020-05-14T", "2020-05-15T"), ("\"units\"", "\"isByHand\":true,\"units\"")])
    func aShowIsNotOpenedByAnOldPlan(old: String, new: String) async throws {
        let intake = try await IntakeFixture.changzhou(at: Instant(rfc3339: "2020-05-13T01:00:00Z") ?? .earliest)
        _ = try await put(intake, CallTests.season)
        intake.clock.advance(bySeconds: 86_400 + 5)
        let altered = CallTests.season.replacing(old, with: new)
        // The alteration has the show's lock and waits for the table; the season's time has read the old plan.
        try await HeldTable("test_intake.broadcasts", as: intake.admin).meet(
            { () async throws -> Void in #expect(try await put(intake, altered).status == 200) },
            { () async throws -> Void in #expect(try await runDue(intake) == 1) })
        #expect(try await intake.events(BroadcastScheduled.self).count == 2)
        #expect(try await intake.events(BroadcastOpened.self).isEmpty)
        #expect(try await runDue(intake) == 0)
    }

    @Test(arguments: ["open", "close"]) func aShowIsNotTurnedByABodyThatIsNone(turn: String) async throws {
        let intake = try await CallTests.intakeOnAir()
        for body in ["{", "[]", "7"] {
            #expect(try await intake.post("/broadcasts/2020-05-14/\(turn)", body).status == 400)
        }
        #expect(try await intake.events(BroadcastClosed.self).isEmpty)
        #expect(try await intake.post("/broadcasts/2020-05-14/\(turn)", "{}").status == 200)
    }
}
