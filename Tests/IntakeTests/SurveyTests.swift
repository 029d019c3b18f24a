import Contracts
import Foundation
import IntakeService
import Sealing
import TestSupport
import Testing

/// A citizen who is asked by text or web answers himself.
@Suite struct SurveyTests {
    private struct Asked {
        let id: CaseID
        let number: String
        let code: String
        let callback = CallbackID(UUID().uuidString.lowercased())
    }

    private static let order = WorkOrderID("7d9f2f5e-0000-4000-8000-000000000001")
    private static let said = #"{"outcome":"partlySolved","satisfaction":3,"comment":"路灯修了，王主任还没回电"}"#

    private func register(_ intake: IntakeFixture, method: String = "text") async throws -> Asked {
        let answer = try await intake.post(
            "/appeals",
            """
            {"text":"t","category":"complaint","callbackMethod":"\(method)","citizen":{"name":"李群众","phone":"13800138000"}}
            """, as: .citizen)
        return Asked(id: CaseID(answer["case"]), number: answer["caseNumber"], code: answer["claimCode"])
    }

    private func ask(
        _ intake: IntakeFixture, _ asked: Asked, _ callback: CallbackID? = nil, method: CallbackMethod = .text,
        round: Int = 1, at minutes: Int64 = 10
    ) async throws {
        try await intake.hear(
            CallbackScheduled(
                case: asked.id, callback: callback ?? asked.callback, workOrder: Self.order,
                unit: UnitID("water-supply"), round: round, method: method),
            at: IntakeFixture.onAir.advanced(bySeconds: minutes * 60))
    }

    private func answer(
        _ intake: IntakeFixture, _ asked: Asked, _ json: String = said, code: String? = nil, as who: Who = .citizen
    ) async throws -> Answer {
        try await intake.send(
            .post, "\(IntakeFixture.changzhou)/cases/\(asked.number)/survey", text: json, as: who,
            headers: ["Claim-Code": code ?? asked.code])
    }

    private func status(_ intake: IntakeFixture, _ asked: Asked) async throws -> Answer {
        try await intake.get("/cases/\(asked.number)", as: .citizen, headers: ["Claim-Code": asked.code])
    }

    @Test("CZ-58: who chose text says himself whether it is solved, once", arguments: ["text", "web"])
    func aCitizenAnswersHimself(method: String) async throws {
        let intake = try await IntakeFixture()
        let asked = try await register(intake, method: method)
        try await ask(intake, asked, method: try #require(CallbackMethod(rawValue: method)))
        #expect(try await status(intake, asked)["survey"] == "open")
        let first = try await answer(intake, asked)
        #expect(first.status == 200 && first["outcome"] == "partlySolved")
        let again = try await answer(intake, asked)
        #expect(again.status == 200 && NSDictionary(dictionary: again.object) == NSDictionary(dictionary: first.object))
        let other = try await answer(intake, asked, #"{"outcome":"solved"}"#)
        #expect(other.status == 409 && other.body.contains("another answer"))
        let told = try await intake.events(SurveyAnswered.self).map(\.event)
        #expect(told.count == 1)
        #expect(told.first?.callback == asked.callback && told.first?.outcome == .partlySolved)
        #expect(told.first?.satisfaction == 3 && told.first?.comment != nil)
        #expect(try await status(intake, asked)["survey"] == "answered")
        let stored = try await intake.asAdmin(
            "SELECT string_agg(to_jsonb(j)::text, '') || (SELECT string_agg(to_jsonb(a)::text, '') "
                + "FROM test_intake.survey_answers a) FROM test_intake.journal j")
        #expect(try !stored.map { try $0.decode(String.self) }.joined().contains("王主任"))
    }

    @Test("CZ-58: nobody answers who is not asked, is asked by phone, or was asked already")
    func whoIsNotAskedIsRefusedByName() async throws {
        let intake = try await IntakeFixture()
        let asked = try await register(intake)
        let early = try await answer(intake, asked)
        #expect(early.status == 409 && early.body.contains("Nothing has been asked"))
        let rung = try await register(intake, method: "phone")
        try await ask(intake, rung, method: .phone)
        let phone = try await answer(intake, rung)
        #expect(phone.status == 409 && phone.body.contains("by phone"))
        #expect(try await status(intake, rung).object["survey"] == nil)
        try await ask(intake, asked)
        try await intake.hear(
            CallbackCompleted(
                case: asked.id, callback: asked.callback, workOrder: Self.order, unit: UnitID("water-supply"), round: 1,
                outcome: .unreachable, attempts: 3), at: IntakeFixture.onAir.advanced(bySeconds: 3600))
        let late = try await answer(intake, asked)
        #expect(late.status == 409 && late.body.contains("over"))
        #expect(try await intake.events(SurveyAnswered.self).isEmpty)
    }

    @Test("CZ-59: after rework he is asked and answers again") func eachRoundIsAnsweredOnItsOwn() async throws {
        let intake = try await IntakeFixture()
        let asked = try await register(intake)
        try await ask(intake, asked)
        #expect(try await answer(intake, asked, #"{"outcome":"notSolved"}"#).status == 200)
        let second = CallbackID(UUID().uuidString.lowercased())
        try await ask(intake, asked, second, round: 2, at: 60)
        #expect(try await status(intake, asked)["survey"] == "open")
        #expect(try await answer(intake, asked, #"{"outcome":"solved","satisfaction":5}"#).status == 200)
        let told = try await intake.events(SurveyAnswered.self).map(\.event)
        #expect(told.map(\.callback) == [asked.callback, second])
    }

    @Test func onlyTheClaimCodeOpensTheSurvey() async throws {
        let intake = try await IntakeFixture()
        let asked = try await register(intake)
        let other = try await register(intake)
        try await ask(intake, asked)
        #expect(try await answer(intake, asked, code: other.code).status == 404)
        #expect(try await answer(intake, asked, code: "'; DROP TABLE cases; --", as: .operator).status == 404)
        var statuses: Set<Int> = []
        for _ in 0..<12 { statuses.insert(try await answer(intake, asked, code: "0000-0000-000").status) }
        #expect(statuses == [404, 429])
        #expect(try await intake.events(SurveyAnswered.self).isEmpty)
    }

    @Test(arguments: [
        ("{}", "outcome"), (#"{"outcome":"unreachable"}"#, "outcome"), (#"{"outcome":"done"}"#, "outcome"),
        (#"{"outcome":"solved","satisfaction":0}"#, "satisfaction"),
        (#"{"outcome":"solved","satisfaction":"5"}"#, "satisfaction"),
        (#"{"outcome":"solved","comment":"\#(String(repeating: "长", count: 1_001))"}"#, "comment"),
    ])
    func aWrongAnswerNamesItsField(json: String, field: String) async throws {
        let intake = try await IntakeFixture()
        let asked = try await register(intake)
        try await ask(intake, asked)
        let refused = try await answer(intake, asked, json)
        #expect(refused.status == 400)
        #expect(refused.objects("errors").contains { $0["field"] as? String == field })
        #expect(try await intake.events(SurveyAnswered.self).isEmpty)
    }

    @Test func twoAnswersAtOnceAreOne() async throws {
        let intake = try await IntakeFixture()
        let asked = try await register(intake)
        try await ask(intake, asked)
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for outcome in ["solved", "notSolved", "solved", "notSolved"] {
                group.addTask { try await answer(intake, asked, #"{"outcome":"\#(outcome)"}"#).status }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.sorted() == [200, 200, 409, 409])
        #expect(try await intake.events(SurveyAnswered.self).count == 1)
    }

    @Test("X13: who is anonymous is not asked, and reads the written outcome by claim code")
    func whoIsAnonymousReadsTheOutcome() async throws {
        let intake = try await IntakeFixture()
        let receipt = try await intake.post("/appeals", #"{"text":"t","isAnonymous":true}"#, as: .citizen)
        let asked = Asked(id: CaseID(receipt["case"]), number: receipt["caseNumber"], code: receipt["claimCode"])
        let written = try intake.keys.seal(
            "已更换水管", field: "answer", of: SealSubject(district: DistrictID("changzhou"), case: asked.id),
            month: try #require(Month("2020-05")))
        try await intake.hear(
            WorkOrderAnswered(
                case: asked.id, workOrder: Self.order, unit: UnitID("water-supply"), round: 1, isToCitizen: false,
                answer: written))
        try await intake.hear(
            CallbackWaived(
                case: asked.id, callback: asked.callback, workOrder: Self.order, unit: UnitID("water-supply"), round: 1,
                reason: "anonymous"))
        let read = try await status(intake, asked)
        #expect(read["answer"] == "已更换水管" && read["state"] == "completed")
        #expect(read.object["survey"] == nil)
        #expect(try await answer(intake, asked).status == 409)
    }
}
