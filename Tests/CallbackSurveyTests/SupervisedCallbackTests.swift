import CallbackSurveyService
import Contracts
import Foundation
import TestSupport
import Testing

@Suite struct SupervisedCallbackTests {
    private func supervised() async throws -> (survey: SurveyFixture, matter: Matter, letter: SupervisionLetterReceived)
    {
        let survey = try await SurveyFixture.ready()
        var matter = Matter()
        (matter.district, matter.unit) = ("doumen", UnitID("housing"))
        try await survey.register(matter)
        try await survey.dispatch(matter)
        let letter = SupervisionLetterReceived(
            case: matter.id, supervision: SupervisionID(UUID().uuidString.lowercased()), workOrder: matter.order,
            unit: matter.unit)
        return (survey, matter, letter)
    }

    @Test("DM-29, X28: the citizen is asked on the 5th working day after a letter, before the report is due on the 8th")
    func theCitizenIsAskedBeforeTheReportIsDue() async throws {
        let (survey, matter, letter) = try await supervised()
        let id = try await survey.hear(letter, of: "doumen")
        try await survey.hear(letter, of: "doumen", id: id.rawValue)
        #expect(try await survey.runDueWork() == 0)
        // Thursday the 14th and five working days: Thursday the 21st.
        survey.clock.advance(bySeconds: 6 * 86_400)
        #expect(try await survey.runDueWork() == 0)
        survey.clock.advance(bySeconds: 3 * 86_400)
        #expect(try await survey.runDueWork() == 1)
        #expect(try await survey.runDueWork() == 0)
        let scheduled = try await survey.events(CallbackScheduled.self, of: "doumen")
        #expect(scheduled.map(\.event.workOrder) == [matter.order])
        #expect(scheduled.map { ZoneMonth.day(of: $0.time).description } == ["2020-05-21"])
        let callback = try #require(scheduled.first?.event.callback)
        _ = try await survey.report(callback, "outcome", #"{"outcome":"solved"}"#, district: "doumen")
        #expect(try await survey.events(CallbackCompleted.self, of: "doumen").count == 1)
    }

    @Test func aLetterThatComesBeforeItsAppealWaitsForIt() async throws {
        let survey = try await SurveyFixture.ready()
        var matter = Matter()
        (matter.district, matter.unit) = ("doumen", UnitID("housing"))
        try await survey.hear(
            SupervisionLetterReceived(
                case: matter.id, supervision: SupervisionID(UUID().uuidString.lowercased()), unit: matter.unit),
            of: "doumen")
        #expect(try await survey.count("held_messages") == 1)
        try await survey.register(matter)
        try await survey.dispatch(matter)
        #expect(try await survey.count("held_messages") == 0)
        #expect(try await survey.count("callbacks") == 1)
    }

    @Test func aConcludedSupervisionAsksNobody() async throws {
        let (survey, matter, letter) = try await supervised()
        try await survey.hear(letter, of: "doumen")
        try await survey.hear(
            SupervisionConcluded(
                case: matter.id, supervision: letter.supervision, unit: matter.unit, conclusion: "done",
                by: "supervisor"), of: "doumen")
        survey.clock.advance(bySeconds: 30 * 86_400)
        #expect(try await survey.runDueWork() == 0)
        #expect(try await survey.events(CallbackScheduled.self, of: "doumen").isEmpty)
    }

    @Test func twoProcessesOpenAPlannedCallbackOnce() async throws {
        let (survey, _, letter) = try await supervised()
        try await survey.hear(letter, of: "doumen")
        survey.clock.advance(bySeconds: 30 * 86_400)
        let other = try SurveyFixture(beside: survey)
        async let one = survey.runDueWork()
        async let two = other.runDueWork()
        _ = try await (one, two)
        #expect(try await survey.events(CallbackScheduled.self, of: "doumen").count == 1)
    }

    @Test("X13: under a letter too an anonymous person is not asked") func anAnonymousPersonIsNotAsked() async throws {
        let survey = try await SurveyFixture.ready()
        var matter = Matter()
        (matter.district, matter.unit, matter.isAnonymous) = ("doumen", UnitID("housing"), true)
        try await survey.register(matter)
        try await survey.dispatch(matter)
        try await survey.hear(
            SupervisionLetterReceived(
                case: matter.id, supervision: SupervisionID(UUID().uuidString.lowercased()), unit: matter.unit),
            of: "doumen")
        #expect(try await survey.count("callbacks") == 0)
    }
}
