import CallbackSurveyService
import Contracts
import Foundation
import TestSupport
import Testing

@Suite struct LedgerTests {
    static let path = "/v1/districts/changzhou/ledger"

    private func ledger(_ survey: SurveyFixture, _ path: String = path) async throws -> SeasonLedger {
        let answer = try await survey.send(.get, path)
        guard answer.status == 200 else { throw Unexpected(answer) }
        return try JSONDecoder().decode(SeasonLedger.self, from: Data(answer.body.utf8))
    }

    @Test("X13: waived and unreached callbacks leave the denominator, which is shown") func denominatorsAreHonest()
        async throws
    {
        let survey = try await SurveyFixture.ready()
        for said in [
            #"{"outcome":"solved","satisfaction":5}"#, #"{"outcome":"solved","satisfaction":4}"#,
            #"{"outcome":"partlySolved","satisfaction":2}"#, #"{"outcome":"notSolved"}"#,
        ] {
            _ = try await survey.report(try await survey.ask(Matter()), "outcome", said)
        }
        let unreached = try await survey.ask(Matter())
        for _ in 1...3 {
            _ = try await survey.report(unreached, "attempts", #"{"outcome":"unreachable"}"#)
            survey.clock.advance(bySeconds: 4 * 86_400)
        }
        var anonymous = Matter()
        (anonymous.isAnonymous, anonymous.method) = (true, .none)
        try await survey.ask(anonymous)
        _ = try await survey.report(try await survey.ask(Matter()), "waive", #"{"reason":"declined"}"#)
        try await survey.ask(Matter())
        let ledger = try await ledger(survey)
        let callbacks = ledger.callbacks
        #expect((callbacks.solved, callbacks.partlySolved, callbacks.notSolved) == (2, 1, 1))
        #expect((callbacks.unreachable, callbacks.open) == (1, 1))
        #expect(callbacks.waived == ["anonymous": 1, "declined": 1])
        let satisfaction = ledger.satisfaction
        #expect((satisfaction.solved, satisfaction.asked, satisfaction.share) == (2, 4, 0.5))
        #expect((satisfaction.scores, satisfaction.partlySolved) == (3, 1))
        #expect(abs((satisfaction.averageScore ?? 0) - 11.0 / 3) < 1e-9)
        #expect((ledger.reworkRequested, ledger.supervisionRequested) == (2, 0))
        #expect((ledger.appeals, ledger.dispatched, ledger.answered.inTime) == (8, 8, 8))
    }

    @Test func nobodyAskedIsNoShareAtAll() async throws {
        let survey = try await SurveyFixture.ready()
        let ledger = try await ledger(survey)
        #expect(ledger == SeasonLedger())
        #expect(ledger.satisfaction.share == nil)
    }

    @Test("CZ-54, CZ-56, CZ-57: misses count by rule, and what was done after one is late") func missesCountByRule()
        async throws
    {
        let survey = try await SurveyFixture.ready()
        var other = Matter()
        other.unit = UnitID("xinbei")
        let (late, timely) = (Matter(), Matter())
        for matter in [late, timely, other] {
            try await survey.ask(matter)
            for clock in ["sign", "answer", "paper"] { try await set(survey, matter, clock) }
        }
        try await miss(survey, late, "answer")
        try await miss(survey, late, "paper")
        try await miss(survey, other, "sign")
        try await miss(survey, timely, "paper")
        // What an office lets pass is counted, and no unit's.
        try await set(survey, other, "callback", owes: "platform")
        try await miss(survey, other, "callback", owes: "platform")
        let before = try await ledger(survey)
        #expect(before.missed == 5)
        try await survey.hear(
            DeadlineMissWithdrawn(
                case: timely.id, deadline: id(timely, "paper"), clock: ClockName("paper"), rule: rule("paper"),
                workOrder: timely.order, unit: timely.unit, due: survey.clock.now(), metAt: survey.clock.now()))
        try await survey.hear(
            DeadlineMet(
                case: late.id, deadline: id(late, "sign"), clock: ClockName("sign"), rule: rule("sign"),
                workOrder: late.order, unit: late.unit, due: survey.clock.now(), metAt: survey.clock.now()))
        try await survey.hear(
            DeadlineCancelled(
                case: other.id, deadline: id(other, "answer"), clock: ClockName("answer"), rule: rule("answer"),
                workOrder: other.order, unit: other.unit, cause: "linked"))
        for matter in [late, timely] {
            try await survey.hear(
                WorkOrderClosed(
                    case: matter.id, workOrder: matter.order, unit: matter.unit, round: 1, callbackMethod: .phone,
                    isAnonymous: false))
        }
        let ledger = try await ledger(survey)
        #expect((ledger.answered.inTime, ledger.answered.late) == (2, 1))
        #expect((ledger.closed.inTime, ledger.closed.late) == (1, 1))
        #expect(ledger.missed == 4)
        let paper = try #require(ledger.rules.first { $0.rule == rule("paper") })
        #expect((paper.set, paper.met, paper.missed, paper.withdrawn) == (3, 1, 1, 1))
        let answer = try #require(ledger.rules.first { $0.rule == rule("answer") })
        #expect((answer.set, answer.missed, answer.cancelled) == (3, 1, 1))
        #expect(ledger.lookNext.map(\.unit) == [UnitID("water-supply"), UnitID("xinbei")])
        #expect(ledger.lookNext.map(\.dispatched) == [2, 1] && ledger.lookNext.map(\.missed) == [2, 1])
    }

    @Test("CZ-07: appeals count by category, outcome, broadcast and day")
    func appealsCountByCategoryOutcomeBroadcastAndDay() async throws {
        let survey = try await SurveyFixture.ready()
        var onAir = Matter()
        (onAir.broadcast, onAir.onAir, onAir.category) = (BroadcastID("2020-05-14"), .promised, nil)
        try await survey.register(onAir)
        // 24:00 in Changzhou is 16:00 UTC: the last moment of the day, and the first of the next.
        try await survey.register(Matter(), at: Instant(rfc3339: "2020-05-14T15:59:59.999Z"))
        try await survey.register(Matter(), at: Instant(rfc3339: "2020-05-14T16:00:00Z"))
        let all = try await ledger(survey)
        #expect(all.byCategory == ["unknown": 1, "complaint": 2])
        #expect(all.byOnAirOutcome == ["promised": 1, "notOnAir": 2])
        #expect(try await ledger(survey, Self.path + "?from=2020-05-14&to=2020-05-14").appeals == 2)
        #expect(try await ledger(survey, Self.path + "?from=2020-05-15").appeals == 1)
        #expect(try await ledger(survey, Self.path + "?to=2020-05-13").appeals == 0)
        let show = try await ledger(survey, "/v1/districts/changzhou/broadcasts/2020-05-14/ledger")
        #expect((show.appeals, show.byOnAirOutcome) == (1, ["promised": 1]))
        #expect(try await ledger(survey, "/v1/districts/changzhou/broadcasts/2020-06-01/ledger").appeals == 0)
        #expect(try await ledger(survey, "/v1/districts/doumen/ledger").appeals == 0)
    }

    @Test("DM-27: letters count once however often they are told of") func lettersCountOnce() async throws {
        let survey = try await SurveyFixture.ready()
        let matter = Matter()
        try await survey.register(matter)
        let letter = SupervisionLetterIssued(
            case: matter.id, supervision: SupervisionID(UUID().uuidString.lowercased()), rule: RuleID("DM-27"),
            workOrder: matter.order, unit: matter.unit, issuer: "supervisor")
        let id = try await survey.hear(letter)
        try await survey.hear(letter, id: id.rawValue)
        #expect(try await ledger(survey).lettersIssued == 1)
    }

    @Test func whoMayReadTheLedgerAndHowItIsAskedFor() async throws {
        let survey = try await SurveyFixture.ready()
        for path in [Self.path, "/v1/districts/changzhou/broadcasts/2020-05-14/ledger"] {
            for who in [Who.operator, .supervisor, .programme] {
                #expect(try await survey.send(.get, path, as: who).status == 200)
            }
            for who in [Who.unit("water-supply"), .discipline, .operations, .otherDistrict] {
                #expect(try await survey.send(.get, path, as: who).status == 403)
            }
            for who in [Who.citizen, .stranger] {
                #expect(try await survey.send(.get, path, as: who).status == 401)
            }
        }
        #expect(try await survey.send(.get, "/v1/districts/atlantis/ledger").status == 404)
        #expect(try await survey.send(.get, Self.path + "?from=yesterday").faults == ["from"])
        #expect(try await survey.send(.get, Self.path + "?to=9999-12-31").faults == ["to"])
        #expect(try await survey.send(.get, Self.path + "?from=2020-05-02&to=2020-05-01").faults == ["to"])
    }

    @Test func equalFactsGiveEqualLedgersInWhateverOrderTheTopicsCome() async throws {
        let facts = try LedgerFacts.some()
        let order: [Topic] = [.appeals, .workOrders, .deadlines, .escalations]
        var ledgers: [SeasonLedger] = []
        for topics in [order, order.reversed()] {
            let survey = try await SurveyFixture.ready()
            for topic in topics {
                try await survey.hosting.inbox.handle(facts.filter { $0.topic == topic })
            }
            // A replay of everything, in one go.
            try await survey.hosting.inbox.handle(facts)
            #expect(try await survey.count("held_messages") == 0)
            #expect(try await survey.events(CallbackScheduled.self).count == 20)
            ledgers.append(try await ledger(survey))
        }
        #expect(ledgers[0] == ledgers[1])
        #expect((ledgers[0].appeals, ledgers[0].answered.inTime, ledgers[0].missed) == (20, 20, 20))
        #expect(ledgers[0].lettersIssued == 20)
    }

    private func id(_ matter: Matter, _ clock: String) -> DeadlineID {
        let digits = ["sign": "1", "answer": "2", "paper": "3"][clock] ?? "0"
        return DeadlineID(String(matter.order.rawValue.dropLast()) + digits)
    }

    private func rule(_ clock: String) -> RuleID {
        RuleID(["sign": "CZ-54", "answer": "CZ-56", "paper": "CZ-57", "callback": "CZ-58"][clock] ?? "")
    }

    private func set(
        _ survey: SurveyFixture, _ matter: Matter, _ clock: String, owes role: String = "unit"
    ) async throws {
        try await survey.hear(
            DeadlineSet(
                case: matter.id, deadline: id(matter, clock), clock: ClockName(clock), rule: rule(clock),
                workOrder: matter.order, unit: matter.unit, owes: role, startedAt: survey.clock.now(),
                due: survey.clock.now(), isProvisional: false, calendarVersion: "cn",
                packVersion: "changzhou-2020.1"))
    }

    private func miss(
        _ survey: SurveyFixture, _ matter: Matter, _ clock: String, owes role: String = "unit"
    ) async throws {
        try await survey.hear(
            DeadlineMissed(
                case: matter.id, deadline: id(matter, clock), clock: ClockName(clock), rule: rule(clock),
                workOrder: matter.order, unit: matter.unit, owes: role, due: survey.clock.now()))
    }
}
