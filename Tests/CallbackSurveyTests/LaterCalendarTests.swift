import CallbackSurveyService
import Contracts
import Foundation
import Messaging
import TestSupport
import Testing

/// A notice of days off that comes after a letter moves the day on which the citizen is asked, as it moves the unit's deadline.
@Suite struct LaterCalendarTests {
    /// The letter was received on Thursday the 14th at 09:30; five working days later is Thursday the 21st, 17:30.
    private static let evening = "2020-05-21T10:00:00Z"

    private func at(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }

    private func receive(_ survey: SurveyFixture) async throws {
        var matter = Matter()
        (matter.district, matter.unit) = ("doumen", UnitID("housing"))
        try await survey.register(matter, at: SurveyFixture.morning)
        try await survey.dispatch(matter, at: SurveyFixture.morning)
        try await survey.hear(
            SupervisionLetterReceived(
                case: matter.id, supervision: SupervisionID(UUID().uuidString.lowercased()), workOrder: matter.order,
                unit: matter.unit), of: "doumen", at: SurveyFixture.morning)
    }

    /// - Parameter days: lines of the table beside those that are known.
    private func publish(_ survey: SurveyFixture, _ days: String..., at time: String) async throws {
        let table = try SurveyFixture.deploy("calendar/cn_calendar.csv") + days.map { "\($0)\n" }.joined()
        try await survey.hear(
            CalendarPublished(version: "cn-later", table: table, years: Array(2015...2026)), of: "cn", at: at(time))
    }

    /// Does what is due at an instant.
    ///
    /// - Returns: when the citizen was to be asked, of all that have been opened so far.
    private func asked(_ survey: SurveyFixture, by time: String) async throws -> [Instant] {
        let now = try at(time)
        survey.clock.advance(to: now)
        try await survey.runDueWork()
        return try await survey.events(CallbackScheduled.self, of: "doumen").map(\.time)
    }

    @Test(
        "DM-28, X28: days off that a later notice adds put the callback off, whichever is heard first",
        arguments: [false, true])
    func daysOffPutItOff(isNoticeFirst: Bool) async throws {
        let survey = try await SurveyFixture.ready()
        if !isNoticeFirst { try await receive(survey) }
        try await publish(survey, "2020-05-20,holiday,防汛", "2020-05-21,holiday,防汛", at: "2020-05-18T02:00:00Z")
        if isNoticeFirst { try await receive(survey) }
        #expect(try await asked(survey, by: Self.evening).isEmpty)
        #expect(try await asked(survey, by: "2020-05-25T09:29:59Z").isEmpty)
        let day = try at("2020-05-25T09:30:00Z")
        #expect(try await asked(survey, by: "2020-05-25T10:00:00Z") == [day])
        #expect(try await asked(survey, by: "2020-06-25T10:00:00Z") == [day])
        #expect(try await survey.count("callbacks WHERE next_attempt_at = '\(day)'") == 1)
    }

    @Test("X28: a working day that a later notice adds brings the callback forward, as the unit's own deadline")
    func aWorkingDayBringsItForward() async throws {
        let survey = try await SurveyFixture.ready()
        try await receive(survey)
        try await publish(survey, "2020-05-16,workday,补班", at: "2020-05-15T02:00:00Z")
        let day = try at("2020-05-20T09:30:00Z")
        #expect(try await asked(survey, by: "2020-05-20T10:00:00Z") == [day])
        let late = try await SurveyFixture.ready()
        try await receive(late)
        let notice = "2020-05-21T02:00:00Z"
        try await publish(late, "2020-05-16,workday,补班", at: notice)
        #expect(try await asked(late, by: notice).isEmpty)
        #expect(try await asked(late, by: "2020-05-21T10:00:00Z") == [try at("2020-05-21T09:30:00Z")])
    }

    @Test("X28: what has opened is not moved, and a replay opens it on the same day") func whatHasOpenedStays()
        async throws
    {
        let (survey, replayed) = (try await SurveyFixture.ready(), try await SurveyFixture.ready())
        let day = try at("2020-05-21T09:30:00Z")
        try await receive(survey)
        #expect(try await asked(survey, by: Self.evening) == [day])
        try await publish(survey, "2020-05-21,holiday,防汛", at: Self.evening)
        #expect(try await survey.runDueWork() == 0)
        #expect(try await asked(survey, by: "2020-05-29T10:00:00Z") == [day])
        #expect(try await survey.count("callbacks WHERE state = 'open'") == 1)
        try await publish(replayed, "2020-05-21,holiday,防汛", at: Self.evening)
        try await receive(replayed)
        #expect(try await asked(replayed, by: "2020-05-29T10:00:00Z") == [day])
    }

    @Test func whatWasPlannedWithoutItsReceiptKeepsItsDay() async throws {
        let survey = try await SurveyFixture.ready()
        try await receive(survey)
        try await survey.asAdmin(
            "UPDATE test_callback_survey.callbacks SET received_at = NULL, calendars_known = NULL")
        try await publish(survey, "2020-05-21,holiday,防汛", at: "2020-05-18T02:00:00Z")
        let day = try at("2020-05-21T09:30:00Z")
        #expect(try await asked(survey, by: Self.evening) == [day])
    }
}
