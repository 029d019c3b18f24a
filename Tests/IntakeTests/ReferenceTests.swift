import Contracts
import HTTP
import IntakeService
import TestSupport
import Testing

@Suite struct ReferenceTests {
    static let pack = IntakeFixture.changzhou + "/rule-packs/changzhou-2020.1"

    private func putPack(_ intake: IntakeFixture, _ text: String, path: String = pack) async throws -> Answer {
        try await intake.send(.put, path, text: text, type: "application/yaml")
    }

    @Test func aRulePackIsAdoptedOnce() async throws {
        let intake = try await IntakeFixture()
        let text = try IntakeFixture.deploy("districts/changzhou/pack.yaml")
        #expect(try await putPack(intake, text).status == 200)
        #expect(try await putPack(intake, text + "\n# another text\n").status == 409)
        let events = try await intake.events(RulePackAdopted.self)
        #expect(events.count == 1)
        #expect(events.first?.event.source == text)
        #expect(try await intake.send(.get, Self.pack).body == text)
        #expect(try await intake.get("/rule-packs").objects("rulePacks").count == 1)
    }

    @Test func aBrokenRulePackIsRefusedWithEveryLineAndTheOldOneStays() async throws {
        let intake = try await IntakeFixture()
        let text = try IntakeFixture.deploy("districts/changzhou/pack.yaml")
            .replacing("changzhou-2020.1", with: "changzhou-2020.2")
        let path = IntakeFixture.changzhou + "/rule-packs/changzhou-2020.2"
        let broken = text.replacing("rule: CZ-54", with: "rule: [x]").replacing(
            "unit: workingHours", with: "unit: fortnights")
        let answer = try await putPack(intake, broken, path: path)
        #expect(answer.status == 400)
        #expect(answer.faults.count >= 2)
        #expect(answer.objects("errors").allSatisfy { ($0["reason"] as? String ?? "").contains("line ") })
        #expect(try await putPack(intake, "clocks: [", path: path).status == 400)
        let dead = text.replacing("rework: {isAllowed: true, maxRounds: 2}", with: "rework: {isAllowed: false}")
        let refused = try await putPack(intake, dead, path: path)
        #expect(refused.status == 400 && refused.body.contains("starts: ReworkOrdered never happens"), "\(refused)")
        #expect(try await putPack(intake, text).faults == ["version"])
        let elsewhere = "/v1/districts/doumen/rule-packs/changzhou-2020.2"
        #expect(try await putPack(intake, text, path: elsewhere).faults == ["district"])
        #expect(try await intake.send(.put, path, text: text, type: "text/plain").status == 415)
        #expect(try await intake.events(RulePackAdopted.self).count == 1)
        #expect(try await intake.post("/appeals", #"{"text":"t"}"#).status == 201)
    }

    @Test func aNewRulePackHoldsForNewCasesFromItsDay() async throws {
        let intake = try await IntakeFixture()
        _ = try await intake.post("/appeals", #"{"text":"t"}"#)
        let text = try IntakeFixture.deploy("districts/changzhou/pack.yaml")
            .replacing("changzhou-2020.1", with: "changzhou-2020.2")
            .replacing(#/effectiveFrom: .*/#, with: "effectiveFrom: 2020-05-15")
        #expect(
            try await putPack(intake, text, path: IntakeFixture.changzhou + "/rule-packs/changzhou-2020.2").status
                == 201)
        _ = try await intake.post("/appeals", #"{"text":"t"}"#)
        intake.clock.advance(bySeconds: 86_400)
        _ = try await intake.post("/appeals", #"{"text":"t"}"#)
        #expect(
            try await intake.events(AppealRegistered.self).map(\.event.packVersion)
                == ["changzhou-2020.1", "changzhou-2020.1", "changzhou-2020.2"])
    }

    @Test func aCalendarIsPublishedOnceAndABrokenOneNamesItsLine() async throws {
        let intake = try await IntakeFixture()
        let text = try IntakeFixture.deploy("calendar/cn_calendar-2020.1.csv")
        let version = text.firstMatch(of: /# *version: *(\S+)/).map { String($0.1) } ?? "cn-2020.1"
        func put(_ text: String) async throws -> Answer {
            try await intake.send(.put, "/v1/calendars/\(version)", text: text, type: "text/csv")
        }
        #expect(try await put(text).status == 201)
        #expect(try await put(text).status == 200)
        #expect(try await put(text.replacing("2020-05-09,workday", with: "2020-05-10,workday")).status == 409)
        let broken = try await put("date,kind,name\n2020-05-01,feast,五一\n")
        #expect(broken.status == 400)
        #expect(broken.faults == ["kind"])
        #expect(broken.body.contains("line 2"))
        let events = try await intake.events(CalendarPublished.self, of: "cn")
        #expect(events.count == 1)
        #expect(events.first?.event.version == version)
        #expect(events.first?.event.years.contains(2020) == true)
        #expect(try await intake.send(.get, "/v1/calendars/\(version)").body == text)
        #expect(try await intake.send(.get, "/v1/calendars").objects("calendars").count == 1)
    }
}
