import CallbackSurveyService
import Contracts
import Foundation
import Messaging
import Sealing
import TestSupport
import Testing

/// Citizens who chose text or web say themselves what came of their matter.
@Suite struct SelfAnswerTests {
    private func written(_ district: String = "changzhou") -> Matter {
        var matter = Matter()
        matter.method = .text
        matter.district = district
        return matter
    }

    private func say(
        _ survey: SurveyFixture, _ matter: Matter, _ callback: CallbackID, _ outcome: CallbackOutcome,
        satisfaction: Int? = nil, comment: SealedText? = nil, id: String = UUID().uuidString.lowercased()
    ) async throws {
        try await survey.hear(
            SurveyAnswered(
                case: matter.id, callback: callback, outcome: outcome, satisfaction: satisfaction, comment: comment),
            of: matter.district, at: survey.clock.now(), id: id)
    }

    @Test("CZ-58: a citizen's own answer ends the callback as a call does, once") func anAnswerEndsTheCallback()
        async throws
    {
        let survey = try await SurveyFixture.ready()
        let matter = written()
        let callback = try await survey.ask(matter)
        survey.clock.advance(bySeconds: 600)
        let comment = try survey.keys.seal(
            "谢谢", field: "comment", of: SealSubject(district: DistrictID("changzhou"), case: matter.id),
            month: Month(ZoneMonth.day(of: SurveyFixture.morning)))
        let id = UUID().uuidString.lowercased()
        try await say(survey, matter, callback, .solved, satisfaction: 4, comment: comment, id: id)
        try await say(survey, matter, callback, .solved, satisfaction: 4, comment: comment, id: id)
        // Another answer, as a fact of its own, changes nothing either.
        try await say(survey, matter, callback, .notSolved)
        let completed = try await survey.events(CallbackCompleted.self)
        #expect(completed.map(\.event.outcome) == [.solved])
        #expect(completed.map(\.event.satisfaction) == [4] && completed.map(\.event.attempts) == [1])
        #expect(completed.first?.time == survey.clock.now())
        #expect(try await survey.events(ReworkRequested.self).isEmpty)
        let shown = try await survey.send(.get, "/v1/districts/changzhou/callbacks/\(callback)")
        #expect((shown["state"], shown["saidBy"], shown["note"]) == ("completed", "citizen", "谢谢"))
        #expect(try await survey.report(callback, "outcome", #"{"outcome":"notSolved"}"#).status == 409)
    }

    @Test(
        "CZ-59: what a citizen says is not solved goes back to the unit",
        arguments: [(CallbackOutcome.notSolved, "notSolved"), (.partlySolved, "partlySolved")])
    func whatIsNotSolvedGoesBack(outcome: CallbackOutcome, reason: String) async throws {
        let survey = try await SurveyFixture.ready()
        let matter = written()
        try await say(survey, matter, try await survey.ask(matter), outcome)
        #expect(try await survey.events(ReworkRequested.self).map(\.event.reason) == [reason])
    }

    @Test("DM-37: what a citizen says is not solved goes to supervision where there is no rework")
    func whatIsNotSolvedIsSupervised() async throws {
        let survey = try await SurveyFixture.ready()
        let matter = written("doumen")
        try await say(survey, matter, try await survey.ask(matter), .notSolved)
        #expect(try await survey.events(SupervisionRequested.self, of: "doumen").map(\.event.reason) == ["notSolved"])
    }

    @Test("CZ-58: who does not answer in the pack's hours is rung") func whoDoesNotAnswerIsRung() async throws {
        let survey = try await SurveyFixture.ready()
        let matter = written()
        let callback = try await survey.ask(matter)
        #expect(try await survey.list().objects("callbacks").isEmpty)
        // 09:30, four working hours and the lunch break: 15:00.
        survey.clock.advance(bySeconds: Int64(5.5 * 3600) - 1)
        #expect(try await survey.list().objects("callbacks").isEmpty)
        survey.clock.advance(bySeconds: 1)
        let listed = try await survey.list().objects("callbacks")
        #expect(listed.compactMap { $0["method"] as? String } == ["text"])
        #expect(try await survey.report(callback, "outcome", #"{"outcome":"solved","satisfaction":5}"#).status == 200)
        // The answer that crosses the call is heard, and changes nothing.
        try await say(survey, matter, callback, .notSolved)
        #expect(try await survey.events(CallbackCompleted.self).map(\.event.outcome) == [.solved])
        let shown = try await survey.send(.get, "/v1/districts/changzhou/callbacks/\(callback)")
        #expect(shown["saidBy"] == "operator")
    }

    @Test("CZ-58: who chose the phone is on the list at once") func whoChoseThePhoneIsRungAtOnce() async throws {
        let survey = try await SurveyFixture.ready()
        try await survey.ask(Matter())
        #expect(try await survey.list().objects("callbacks").count == 1)
    }

    @Test func anAnswerThatComesBeforeItsCallbackWaitsForIt() async throws {
        let survey = try await SurveyFixture.ready()
        let matter = written()
        let id = CallbackID(try DerivedID.make("callback", "changzhou", matter.order.rawValue, "1"))
        try await survey.register(matter)
        try await say(survey, matter, id, .solved)
        #expect(try await survey.count("held_messages") == 1)
        try await survey.askAgain(matter)
        #expect(try await survey.count("held_messages") == 0)
        #expect(try await survey.events(CallbackCompleted.self).map(\.event.outcome) == [.solved])
    }

    @Test func whatNoCitizenCanSayIsPutAside() async throws {
        let survey = try await SurveyFixture.ready()
        let matter = written()
        let callback = try await survey.ask(matter)
        try await say(survey, matter, callback, .unreachable)
        try await say(survey, Matter(), callback, .solved)
        #expect(try await survey.events(MessageParked.self).count == 2)
        #expect(try await survey.events(CallbackCompleted.self).isEmpty)
    }
}
