import CallbackSurveyService
import Contracts
import Foundation
import TestSupport
import Testing

@Suite struct MonthColumnTests {
    private static let path = "/v1/districts/changzhou/ledger/months"

    private func column(_ survey: SurveyFixture, _ month: String = "2020-05", of district: String = "changzhou")
        async throws -> MonthColumn
    {
        let answer = try await survey.send(.get, "/v1/districts/\(district)/ledger/months/\(month)")
        guard answer.status == 200 else { throw Unexpected(answer) }
        return try JSONDecoder().decode(MonthColumn.self, from: Data(answer.body.utf8))
    }

    private func at(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }

    private func close(_ survey: SurveyFixture, _ matter: Matter, at time: String) async throws {
        try await survey.hear(
            WorkOrderClosed(
                case: matter.id, workOrder: matter.order, unit: matter.unit, round: 1, callbackMethod: .phone,
                isAnonymous: false), at: at(time))
    }

    private func deadline(_ matter: Matter) -> DeadlineID { DeadlineID(matter.order.rawValue) }

    /// - Parameter clock: of the case's work order, or `arrival` of a show.
    private func set(_ survey: SurveyFixture, _ matter: Matter, _ clock: String, _ rule: String) async throws {
        try await survey.hear(
            DeadlineSet(
                case: matter.id, deadline: deadline(matter), clock: ClockName(clock), rule: RuleID(rule),
                workOrder: clock == "arrival" ? nil : matter.order, unit: matter.unit, owes: "unit",
                startedAt: survey.clock.now(), due: survey.clock.now(), isProvisional: false, calendarVersion: "cn",
                packVersion: "changzhou-2020.1"))
    }

    private func miss(_ survey: SurveyFixture, _ matter: Matter, _ clock: String, _ rule: String, at time: String)
        async throws
    {
        try await survey.hear(
            DeadlineMissed(
                case: matter.id, deadline: deadline(matter), clock: ClockName(clock), rule: RuleID(rule),
                unit: matter.unit, owes: "unit", due: at(time)), at: at(time))
    }

    private func meet(_ survey: SurveyFixture, _ matter: Matter, _ clock: String, _ rule: String, at time: String)
        async throws
    {
        try await survey.hear(
            DeadlineMet(
                case: matter.id, deadline: deadline(matter), clock: ClockName(clock), rule: RuleID(rule),
                unit: matter.unit, due: at(time), metAt: at(time)), at: at(time))
    }

    @Test("CZ-15, CZ-57: the close rate is of what had to be closed by the month's end, to the millisecond")
    func closeRate() async throws {
        let survey = try await SurveyFixture.ready()
        let (inMay, inJune, overdue, passedOn) = (Matter(), Matter(), Matter(), Matter())
        for matter in [inMay, inJune, overdue, passedOn] {
            try await survey.ask(matter)
            try await set(survey, matter, "paper", "CZ-57")
        }
        try await close(survey, inMay, at: "2020-05-31T15:59:59.999Z")
        try await close(survey, inJune, at: "2020-05-31T16:00:00Z")
        for matter in [overdue, passedOn] {
            try await miss(survey, matter, "paper", "CZ-57", at: "2020-05-28T09:30:00Z")
        }
        try await survey.hear(
            WorkOrderTransferred(
                case: passedOn.id, workOrder: passedOn.order, unit: passedOn.unit, to: UnitID("xinbei")),
            at: at("2020-05-29T01:00:00Z"))
        survey.clock.advance(bySeconds: 30 * 86_400)
        let may = try await column(survey)
        #expect((may.closing.dispatched, may.closing.closed, may.closing.overdue) == (4, 1, 1))
        #expect(may.closing.share == 0.5 && may.quality.missed == 2)
        let june = try await column(survey, "2020-06")
        #expect((june.closing.dispatched, june.closing.closed, june.closing.overdue) == (0, 1, 1))
    }

    @Test("CZ-15 X13: satisfaction has its denominator; who was waived or not reached is not in it")
    func satisfaction() async throws {
        let survey = try await SurveyFixture.ready()
        for said in [
            #"{"outcome":"solved","satisfaction":5}"#, #"{"outcome":"solved","isIrregular":true}"#,
            #"{"outcome":"notSolved","satisfaction":2}"#,
        ] { _ = try await survey.report(try await survey.ask(Matter()), "outcome", said) }
        var anonymous = Matter()
        (anonymous.isAnonymous, anonymous.method) = (true, .none)
        try await survey.ask(anonymous)
        try await survey.dispatch(Matter().again)
        try await survey.disagree(Matter())
        let may = try await column(survey)
        #expect((may.satisfaction.solved, may.satisfaction.asked, may.satisfaction.scores) == (2, 3, 2))
        #expect(may.satisfaction.share == 2.0 / 3 && may.waived == ["anonymous": 1] && !may.isOver)
        #expect((may.quality.answered, may.quality.irregular, may.quality.reworkOrdered) == (5, 1, 1))
        #expect(may.quality.inconsistencies == 3)
    }

    @Test("CZ-15: a month that is over gives the same figures whatever comes later") func aMonthStays() async throws {
        let survey = try await SurveyFixture.ready()
        let matter = Matter()
        let callback = try await survey.ask(matter)
        _ = try await survey.report(try await survey.ask(Matter()), "outcome", #"{"outcome":"solved"}"#)
        try await set(survey, matter, "paper", "CZ-57")
        try await miss(survey, matter, "paper", "CZ-57", at: "2020-05-28T09:30:00Z")
        survey.clock.advance(bySeconds: 20 * 86_400)
        let before = try await column(survey)
        #expect(before.isOver && before.closing.overdue == 1 && before.quality.missed == 1)
        try await close(survey, matter, at: "2020-06-03T01:00:00Z")
        try await survey.hear(
            DeadlineMissWithdrawn(
                case: matter.id, deadline: deadline(matter), clock: ClockName("paper"), rule: RuleID("CZ-57"),
                workOrder: matter.order, unit: matter.unit, due: survey.clock.now(), metAt: survey.clock.now()))
        _ = try await survey.report(callback, "outcome", #"{"outcome":"notSolved"}"#)
        #expect(try await column(survey) == before)
        let june = try await column(survey, "2020-06")
        #expect((june.closing.closed, june.satisfaction.asked, june.isOver) == (1, 1, false))
    }

    @Test("CZ-15, CZ-39: attendance is who was in the studio in time; without facts it is left open, and why")
    func attendance() async throws {
        let survey = try await SurveyFixture.ready()
        let none = try await column(survey)
        #expect(none.attendance == nil && none.noAttendance == "noShow")
        let (early, late, withdrawn) = (Matter(), Matter(), Matter())
        for show in [early, late, withdrawn] { try await set(survey, show, "arrival", "CZ-39") }
        try await meet(survey, early, "arrival", "CZ-39", at: "2020-05-13T23:50:00Z")
        for show in [late, withdrawn] { try await miss(survey, show, "arrival", "CZ-39", at: "2020-05-14T00:00:00Z") }
        try await survey.hear(
            DeadlineMissWithdrawn(
                case: withdrawn.id, deadline: deadline(withdrawn), clock: ClockName("arrival"), rule: RuleID("CZ-39"),
                unit: withdrawn.unit, due: survey.clock.now(), metAt: survey.clock.now()))
        let may = try await column(survey)
        #expect((may.attendance?.inTime, may.attendance?.late, may.noAttendance) == (2, 1, nil))
        // What is owed for a show is no citizen's matter.
        #expect(may.quality.missed == 0)
        #expect(try await column(survey, "2020-04").noAttendance == "noShow")
        #expect(try await column(survey, of: "doumen").noAttendance == "noClock")
    }

    @Test func whoMayReadAMonthAndHowItIsNamed() async throws {
        let survey = try await SurveyFixture.ready()
        let path = "\(Self.path)/2020-05"
        for who in [Who.operator, .supervisor, .programme] {
            #expect(try await survey.send(.get, path, as: who).status == 200)
        }
        for who in [Who.unit("water-supply"), .discipline, .operations, .otherDistrict] {
            #expect(try await survey.send(.get, path, as: who).status == 403)
        }
        for who in [Who.citizen, .stranger] { #expect(try await survey.send(.get, path, as: who).status == 401) }
        for month in ["2020-13", "2020-5", "2020-06", "9999-12", "may", "2020-05-01", "%27"] {
            #expect(try await survey.send(.get, "\(Self.path)/\(month)").status == 404, "\(month)")
        }
        #expect(try await survey.send(.get, "/v1/districts/atlantis/ledger/months/2020-05").status == 404)
    }
}
