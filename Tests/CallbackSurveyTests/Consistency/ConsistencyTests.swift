import CallbackSurveyService
import Contracts
import Foundation
import TestSupport
import Testing

@Suite struct ConsistencyTests {
    private static let all = ["onAirAndReply", "pastedSummary", "replyAndForm"]

    @Test(
        "CZ-43, CZ-51, CZ-52: the three texts are compared in whatever order they come, each finding once",
        arguments: [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
    func textsAreComparedInAnyOrder(order: [Int]) async throws {
        let survey = try await SurveyFixture.ready()
        let matter = Matter()
        try await survey.register(matter)
        try await survey.dispatch(matter)
        let ids = (0..<3).map { _ in EventID.fresh }
        for round in 1...2 {
            for index in order {
                switch index {
                case 0: try await survey.say(onAir: Disagreement.onAir, matter, id: ids[0])
                case 1: try await survey.answer(matter, text: Disagreement.reply, id: ids[1])
                default: try await survey.file(matter, text: Disagreement.form, id: ids[2])
                }
            }
            #expect(try await survey.found(matter) == Self.all, "round \(round)")
        }
        // The other receiver gets the same form, and the same facts come once more under other ids.
        try await survey.file(matter, text: Disagreement.form, receiver: "office")
        try await survey.answer(matter, text: Disagreement.reply)
        try await survey.say(onAir: Disagreement.onAir, matter)
        #expect(try await survey.found(matter) == Self.all)
    }

    @Test("CZ-43: what came before its appeal, on another topic, is compared when that has come")
    func whatComesFirstWaits() async throws {
        let survey = try await SurveyFixture.ready()
        let matter = Matter()
        try await survey.dispatch(matter)
        try await survey.file(matter, text: Disagreement.form)
        try await survey.answer(matter, text: Disagreement.reply)
        #expect(try await survey.count("texts") == 0)
        try await survey.register(matter)
        #expect(try await survey.found(matter) == ["replyAndForm"])
        try await survey.say(onAir: Disagreement.onAir, matter)
        #expect(try await survey.found(matter) == Self.all)
    }

    @Test("CZ-43, CZ-52: texts that agree are no finding, nor are an assistant's") func whatAgreesIsNoFinding()
        async throws
    {
        let survey = try await SurveyFixture.ready()
        let matter = Matter()
        try await survey.register(matter)
        try await survey.dispatch(matter)
        try await survey.say(onAir: "薛家镇的路灯我们六月底前修好。", matter)
        let reply = "经核查，薛家镇路灯电缆老化，我局计划于6月30日前完成更换。"
        try await survey.answer(matter, text: reply)
        try await survey.file(matter, text: reply + "已告知市民本人。")
        #expect(try await survey.found(matter).isEmpty)
        var assistant = Matter(id: matter.id)
        assistant.isLead = false
        try await survey.dispatch(assistant)
        try await survey.answer(assistant, text: Disagreement.reply)
        #expect(try await survey.found(assistant).isEmpty)
    }

    @Test("DM-31: the form that goes with a matter that is passed on answers nobody, and is not compared")
    func whatGoesWithAMatterIsNotCompared() async throws {
        let survey = try await SurveyFixture.ready()
        let matter = Matter()
        try await survey.register(matter)
        try await survey.dispatch(matter)
        try await survey.file(matter, text: Disagreement.form, isForTransfer: true)
        try await survey.answer(matter, text: Disagreement.reply)
        #expect(try await survey.found(matter).isEmpty)
        #expect(try await survey.count("texts") == 1)
    }

    @Test("CZ-52: a rework round is compared by its own reply and form") func aReworkRoundIsComparedByItsOwn()
        async throws
    {
        let survey = try await SurveyFixture.ready()
        let matter = Matter()
        try await survey.register(matter)
        try await survey.dispatch(matter)
        try await survey.answer(matter, text: "路灯将于7月15日前修好。")
        try await survey.file(matter, text: "路灯将于8月15日前修好。")
        let again = matter.again
        try await survey.dispatch(again)
        try await survey.answer(again, text: "路灯将于9月15日前修好。")
        #expect(try await survey.found(again).isEmpty)
        try await survey.file(again, text: "路灯将于9月15日前修好。")
        #expect(try await survey.found(again).isEmpty)
        #expect(try await survey.found(matter) == ["replyAndForm"])
    }

    @Test func noTextIsKeptOrToldUnsealed() async throws {
        let survey = try await SurveyFixture.ready()
        try await survey.disagree(Matter())
        let rows = try await survey.store.read(in: DistrictID("changzhou")) { transaction in
            try transaction.run(
                """
                SELECT row_to_json(inconsistencies)::text FROM inconsistencies
                UNION ALL SELECT row_to_json(texts)::text FROM texts UNION ALL SELECT data FROM journal
                """
            ).map { try $0.decode(String.self) }
        }
        #expect(rows.count >= 9)
        #expect(!rows.contains { $0.contains("薛家镇") || $0.contains("路灯") })
    }

    @Test func aTextWhoseKeyIsGoneIsNotCompared() async throws {
        let survey = try await SurveyFixture.ready()
        let matter = Matter()
        try await survey.register(matter)
        try await survey.dispatch(matter)
        try await survey.say(onAir: Disagreement.onAir, matter)
        let answer = try survey.sealed(Disagreement.reply, "answer", matter)
        let month = ZoneMonth.day(of: SurveyFixture.morning)
        try survey.keys.destroy(district: DistrictID("changzhou"), month: .init(month))
        try await survey.hear(
            WorkOrderAnswered(
                case: matter.id, workOrder: matter.order, unit: matter.unit, round: 1, isToCitizen: true,
                answer: answer))
        #expect(try await survey.events(CallbackScheduled.self).count == 1)
        #expect(try await survey.count("texts") == 2)
        #expect(try await survey.found(matter).isEmpty)
    }
}

extension ServiceFixture<CallbackSurveyService> {
    /// Registered, dispatched, and with three texts of which none agrees.
    func disagree(_ matter: Matter) async throws {
        try await register(matter)
        try await disagreeAgain(matter)
    }

    func disagreeAgain(_ matter: Matter) async throws {
        try await dispatch(matter)
        try await say(onAir: Disagreement.onAir, matter)
        try await answer(matter, text: Disagreement.reply)
        try await file(matter, text: Disagreement.form)
    }

    /// The open ones by kind.
    func open(district: String = "changzhou") async throws -> [String: String] {
        let list = try await inconsistencies(district: district).objects("inconsistencies")
        return Dictionary(
            list.compactMap { item in
                guard let kind = item["kind"] as? String, let id = item["inconsistency"] as? String else { return nil }
                return (kind, id)
            }, uniquingKeysWith: { first, _ in first })
    }
}
