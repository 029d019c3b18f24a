import CallbackSurveyService
import Contracts
import Foundation
import Messaging
import TestSupport
import Testing

/// A deadline whose miss was withdrawn, for it had been extended in time, and that was missed at the extended day as well.
@Suite struct SecondMissTests {
    /// What is heard of one deadline, each time under ids of its own.
    private struct Told {
        var matter = Matter()
        let deadline = DeadlineID(UUID().uuidString.lowercased())
        var clock = ClockName("answer")
        var rule = RuleID("CZ-56")

        func set() throws -> Envelope {
            try envelope(
                DeadlineSet(
                    case: matter.id, deadline: deadline, clock: clock, rule: rule, workOrder: matter.order,
                    unit: matter.unit, owes: "unit", startedAt: SurveyFixture.morning, due: SurveyFixture.morning,
                    isProvisional: false, calendarVersion: "cn", packVersion: "changzhou-2020.1"),
                at: SurveyFixture.morning.rfc3339)
        }

        func missed(_ time: String) throws -> Envelope {
            try envelope(
                DeadlineMissed(
                    case: matter.id, deadline: deadline, clock: clock, rule: rule, workOrder: matter.order,
                    unit: matter.unit, owes: "unit", due: try instant(time)), at: time)
        }

        /// - Parameter time: when the fact happened that was heard late; that may be before the miss.
        func withdrawn(_ time: String) throws -> Envelope {
            try envelope(
                DeadlineMissWithdrawn(
                    case: matter.id, deadline: deadline, clock: clock, rule: rule, workOrder: matter.order,
                    unit: matter.unit, due: SurveyFixture.morning, metAt: try instant(time)), at: time)
        }

        private func instant(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }

        private func envelope(_ event: some Event, at time: String) throws -> Envelope {
            try Envelope(
                event, id: EventID(UUID().uuidString.lowercased()), at: instant(time), in: DistrictID("changzhou"),
                from: "test")
        }
    }

    private func begin(_ told: Told) async throws -> SurveyFixture {
        let survey = try await SurveyFixture.ready()
        try await survey.ask(told.matter)
        try await survey.hosting.inbox.handle([told.set()])
        return survey
    }

    private func ledger(_ survey: SurveyFixture) async throws -> SeasonLedger {
        let answer = try await survey.send(.get, "/v1/districts/changzhou/ledger")
        guard answer.status == 200 else { throw Unexpected(answer) }
        return try JSONDecoder().decode(SeasonLedger.self, from: Data(answer.body.utf8))
    }

    private func month(_ survey: SurveyFixture, _ month: String) async throws -> MonthColumn {
        let answer = try await survey.send(.get, "/v1/districts/changzhou/ledger/months/\(month)")
        guard answer.status == 200 else { throw Unexpected(answer) }
        return try JSONDecoder().decode(MonthColumn.self, from: Data(answer.body.utf8))
    }

    /// Missed on the 19th, extended on the 18th, missed again on the 26th.
    private func twice(_ told: Told) throws -> [Envelope] {
        [
            try told.missed("2020-05-19T09:30:00Z"), try told.withdrawn("2020-05-18T02:00:00Z"),
            try told.missed("2020-05-26T09:30:00Z"),
        ]
    }

    @Test(
        "X25: a miss at the extended day stands, whatever was withdrawn before, in whatever order it is heard",
        arguments: [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
    func theSecondMissStands(order: [Int]) async throws {
        let told = Told()
        let survey = try await begin(told)
        let facts = try twice(told)
        for index in order { try await survey.hosting.inbox.handle([facts[index]]) }
        let once = try await ledger(survey)
        #expect((once.missed, once.answered.late, once.answered.inTime) == (1, 1, 0))
        let line = try #require(once.rules.first)
        #expect((line.set, line.met, line.missed, line.withdrawn) == (1, 0, 1, 0))
        #expect(once.lookNext.map(\.unit) == [told.matter.unit] && once.lookNext.map(\.missed) == [1])
        // Told again, in one go.
        try await survey.hosting.inbox.handle(try twice(told))
        #expect(try await ledger(survey) == once)
    }

    @Test("X25: where the second miss is withdrawn too, none stands") func bothAreWithdrawn() async throws {
        let told = Told()
        let survey = try await begin(told)
        try await survey.hosting.inbox.handle(try twice(told) + [told.withdrawn("2020-05-25T02:00:00Z")])
        let ledger = try await ledger(survey)
        #expect((ledger.missed, ledger.answered.late, ledger.answered.inTime) == (0, 0, 1))
        let line = try #require(ledger.rules.first)
        #expect((line.met, line.missed, line.withdrawn) == (1, 0, 1))
    }

    @Test("CZ-15, X25: each month tells of the miss that stood when it ended") func eachMonthHasItsOwn() async throws {
        var told = Told()
        (told.clock, told.rule) = (ClockName("paper"), RuleID("CZ-57"))
        let survey = try await begin(told)
        survey.clock.advance(bySeconds: 60 * 86_400)
        // The extension was heard in June: in May nobody knew of it.
        for fact in [try told.missed("2020-05-28T09:30:00Z"), try told.withdrawn("2020-06-02T02:00:00Z")] {
            try await survey.hosting.inbox.handle([fact])
        }
        let may = try await month(survey, "2020-05")
        #expect((may.quality.missed, may.closing.overdue) == (1, 1))
        let before = try await month(survey, "2020-06")
        #expect((before.quality.missed, before.closing.overdue) == (0, 0))
        try await survey.hosting.inbox.handle([told.missed("2020-06-10T09:30:00Z")])
        let june = try await month(survey, "2020-06")
        #expect((june.quality.missed, june.closing.overdue) == (1, 1))
        #expect(try await month(survey, "2020-05") == may)
    }

    @Test("CZ-15, CZ-39: who was late for a show that was put off is late") func attendanceIsOfTheLastMiss()
        async throws
    {
        var told = Told()
        (told.clock, told.rule) = (ClockName("arrival"), RuleID("CZ-39"))
        let survey = try await begin(told)
        try await survey.hosting.inbox.handle(try twice(told))
        let may = try await month(survey, "2020-05")
        #expect((may.attendance?.inTime, may.attendance?.late) == (0, 1))
    }
}
