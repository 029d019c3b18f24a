import CallbackSurveyService
import Contracts
import Foundation
import Messaging
import TestSupport
import Testing

/// Who repeats what somebody else has raised is not asked: the earlier case's citizen is.
@Suite struct LinkTests {
    private static let parent = CaseID("7d9f2f5e-0000-4000-8000-000000000001")

    private func link(
        _ survey: SurveyFixture, _ matter: Matter, at time: Instant? = nil, id: String = UUID().uuidString.lowercased()
    ) async throws {
        try await survey.hear(
            AppealLinked(case: matter.id, parent: Self.parent), of: matter.district, at: time, id: id)
    }

    private func callbacks(_ survey: SurveyFixture) async throws -> [String] {
        try await survey.asAdmin(
            """
            SELECT concat_ws(' ', state, reason, outcome, extract(epoch FROM ended_at - '\(SurveyFixture.morning)')::integer)
            FROM test_callback_survey.callbacks ORDER BY 1
            """
        ).map { try $0.decode(String.self) }
    }

    @Test("DM-45: who is linked is not rung any more, once and for good") func whoIsLinkedIsNotRung() async throws {
        let survey = try await SurveyFixture.ready()
        let (matter, other) = (Matter(), Matter())
        let callback = try await survey.ask(matter)
        try await survey.ask(other)
        #expect(try await survey.list().objects("callbacks").count == 2)
        let id = UUID().uuidString.lowercased()
        for _ in 1...2 { try await link(survey, matter, at: SurveyFixture.morning.advanced(bySeconds: 60), id: id) }
        try await link(survey, matter, at: SurveyFixture.morning.advanced(bySeconds: 120))
        #expect(try await survey.list().objects("callbacks").map { $0["case"] as? String } == [other.id.rawValue])
        #expect(try await callbacks(survey) == ["open", "waived linked 60"])
        #expect(try await survey.report(callback, "outcome", #"{"outcome":"solved"}"#).status == 409)
        #expect(try await survey.report(callback, "attempts", #"{"outcome":"unreachable"}"#).status == 409)
        // The link has told everybody: a waiver of the same instant would meet the clock that it has cancelled.
        #expect(try await survey.events(CallbackWaived.self).isEmpty)
        let text = survey.context.metrics.exposition()
        #expect(text.contains("hotline_callbacks_waived_total{district=\"changzhou\"} 1"))
    }

    @Test("DM-45: an answer that is heard after the link is not asked about, and leaves the same as the other order")
    func whateverComesFirst() async throws {
        let linkedAt = SurveyFixture.morning.advanced(bySeconds: 60)
        let survey = try await SurveyFixture.ready()
        let matter = Matter()
        try await survey.register(matter)
        try await survey.dispatch(matter)
        try await link(survey, matter, at: linkedAt)
        let id = try await survey.answer(matter)
        try await survey.answer(matter, id: id.rawValue)
        #expect(try await callbacks(survey) == ["waived linked 60"])
        #expect(try await survey.events(CallbackScheduled.self).isEmpty)
        #expect(try await survey.events(CallbackWaived.self).isEmpty)
        #expect(try await survey.list().objects("callbacks").isEmpty)
        let other = try await SurveyFixture.ready()
        try await other.ask(Matter())
        let asked = try #require(try await other.events(CallbackScheduled.self).first?.event)
        try await other.hear(AppealLinked(case: asked.case, parent: Self.parent), at: linkedAt)
        #expect(try await callbacks(other) == ["waived linked 60"])
    }

    @Test("DM-45: what a citizen has said before the link stays said") func whatWasSaidStays() async throws {
        let survey = try await SurveyFixture.ready()
        let matter = Matter()
        let callback = try await survey.ask(matter)
        _ = try await survey.report(callback, "outcome", #"{"outcome":"solved","satisfaction":5}"#)
        try await link(survey, matter)
        #expect(try await callbacks(survey) == ["completed solved 0"])
    }

    @Test("X13, DM-45: who is linked is in no denominator of the ledger") func theLedgerLeavesThemOut() async throws {
        let survey = try await SurveyFixture.ready()
        _ = try await survey.report(try await survey.ask(Matter()), "outcome", #"{"outcome":"solved"}"#)
        let matter = Matter()
        try await survey.ask(matter)
        try await link(survey, matter)
        let answer = try await survey.send(.get, "/v1/districts/changzhou/ledger")
        let ledger = try JSONDecoder().decode(SeasonLedger.self, from: Data(answer.body.utf8))
        #expect(ledger.callbacks.waived == ["linked": 1] && ledger.callbacks.open == 0)
        #expect((ledger.satisfaction.solved, ledger.satisfaction.asked) == (1, 1))
    }

    @Test("DM-29, DM-45: under a letter too who is linked is not asked", arguments: [true, false])
    func aPlannedCallbackIsForgotten(linksFirst: Bool) async throws {
        let survey = try await SurveyFixture.ready()
        var matter = Matter()
        (matter.district, matter.unit) = ("doumen", UnitID("housing"))
        try await survey.register(matter)
        try await survey.dispatch(matter)
        if linksFirst { try await link(survey, matter) }
        try await survey.hear(
            SupervisionLetterReceived(
                case: matter.id, supervision: SupervisionID(UUID().uuidString.lowercased()), workOrder: matter.order,
                unit: matter.unit), of: "doumen")
        #expect(try await survey.count("callbacks") == (linksFirst ? 0 : 1))
        if !linksFirst { try await link(survey, matter) }
        survey.clock.advance(bySeconds: 30 * 86_400)
        #expect(try await survey.runDueWork() == 0)
        #expect(try await survey.count("callbacks") == 0)
    }

    @Test("DM-45: where a link and an answer come at once, nobody is rung") func aLinkAndAnAnswerAtOnce() async throws {
        let survey = try await SurveyFixture.ready()
        let matter = Matter()
        try await survey.register(matter)
        try await survey.dispatch(matter)
        // The answer is held before its commit, when its callback is written already.
        try await HeldTable("test_callback_survey.journal", as: survey.admin).meet(
            { _ = try await survey.answer(matter) }, { try await link(survey, matter) })
        #expect(try await survey.list().objects("callbacks").isEmpty)
        #expect(try await callbacks(survey) == ["waived linked 0"])
    }
}
