import CallbackSurveyService
import Contracts
import TestSupport
import Testing

@Suite struct OutcomeTests {
    @Test func whatTheCitizenSaidIsRecordedOnce() async throws {
        let survey = try await SurveyFixture.ready()
        let callback = try await survey.ask(Matter())
        let said = #"{"outcome":"solved","satisfaction":5,"note":"谢谢王处长"}"#
        let answer = try await survey.report(callback, "outcome", said)
        #expect(answer.status == 200)
        #expect((answer["state"], answer["outcome"]) == ("completed", "solved"))
        #expect(try await survey.report(callback, "outcome", said).isSame(as: answer))
        let other = try await survey.report(callback, "outcome", #"{"outcome":"notSolved"}"#)
        #expect(other.status == 409)
        let completed = try await survey.events(CallbackCompleted.self).map(\.event)
        #expect(completed.count == 1)
        #expect(completed.first?.satisfaction == 5)
        #expect(completed.first?.attempts == 1)
        #expect(try await survey.events(ReworkRequested.self).isEmpty)
        #expect(try await survey.events(SupervisionRequested.self).isEmpty)
        #expect(try await survey.list().objects("callbacks").isEmpty)
        let stored = try await survey.store.read(in: DistrictID("changzhou")) { transaction in
            try transaction.run(
                "SELECT to_jsonb(callbacks)::text || (SELECT string_agg(data, '') FROM journal) FROM callbacks")
        }
        let text = try stored.map { try $0.decode(String.self) }.joined()
        #expect(text.contains("note_box") && !text.contains("王处长"))
    }

    @Test(
        "CZ-59: what was not solved, or irregular, goes back to the unit",
        arguments: [
            (#"{"outcome":"notSolved"}"#, "notSolved"), (#"{"outcome":"partlySolved"}"#, "partlySolved"),
            (#"{"outcome":"solved","isIrregular":true}"#, "irregular"),
        ])
    func whatDoesNotStandGoesBackToTheUnit(said: String, reason: String) async throws {
        let survey = try await SurveyFixture.ready()
        let matter = Matter()
        let callback = try await survey.ask(matter)
        let answer = try await survey.report(callback, "outcome", said)
        #expect((answer["consequence"], answer["reason"]) == ("rework", reason))
        let asked = try await survey.events(ReworkRequested.self).map(\.event)
        #expect(asked.map(\.reason) == [reason])
        #expect(asked.map(\.round) == [1])
        #expect(asked.map(\.workOrder) == [matter.order])
        #expect(try await survey.events(SupervisionRequested.self).isEmpty)
    }

    @Test("X14: after two rounds of rework supervision is asked for") func afterTwoRoundsSupervisionIsAskedFor()
        async throws
    {
        let survey = try await SurveyFixture.ready()
        var matter = Matter()
        var callback = try await survey.ask(matter)
        for round in 1...3 {
            _ = try await survey.report(callback, "outcome", #"{"outcome":"notSolved"}"#)
            #expect(try await survey.events(ReworkRequested.self).count == min(round, 2))
            let next = matter.again
            guard round < 3 else { break }
            try await survey.hear(
                ReworkOrdered(
                    case: matter.id, workOrder: next.order, unit: matter.unit, previous: matter.order,
                    round: next.round, reason: "notSolved"))
            matter = next
            callback = try await survey.askAgain(matter)
        }
        let supervision = try await survey.events(SupervisionRequested.self).map(\.event)
        #expect(supervision.map(\.reason) == ["reworkExhausted"])
        #expect(supervision.map(\.round) == [3])
    }

    @Test("X14: the district says after how many rounds") func afterOneRoundWhereOneIsTheMost() async throws {
        let survey = try await SurveyFixture(at: SurveyFixture.morning)
        try await survey.adopt("changzhou", where: ("maxRounds: 2", "maxRounds: 1"))
        let matter = Matter()
        _ = try await survey.report(survey.ask(matter), "outcome", #"{"outcome":"notSolved"}"#)
        #expect(try await survey.events(ReworkRequested.self).count == 1)
        let next = matter.again
        try await survey.hear(
            ReworkOrdered(
                case: matter.id, workOrder: next.order, unit: matter.unit, previous: matter.order, round: next.round,
                reason: "notSolved"))
        _ = try await survey.report(survey.askAgain(next), "outcome", #"{"outcome":"notSolved"}"#)
        #expect(try await survey.events(ReworkRequested.self).count == 1)
        #expect(try await survey.events(SupervisionRequested.self).map(\.event.reason) == ["reworkExhausted"])
    }

    @Test("DM-37, X14: what is not substantively solved goes to supervision where there is no rework")
    func whatIsNotSolvedGoesToSupervision() async throws {
        let survey = try await SurveyFixture.ready()
        var matter = Matter()
        (matter.district, matter.unit) = ("doumen", UnitID("housing"))
        let callback = try await survey.ask(matter)
        let answer = try await survey.report(
            callback, "outcome", #"{"outcome":"notSolved","satisfaction":1}"#, district: "doumen")
        #expect(answer["consequence"] == "supervision")
        let asked = try await survey.events(SupervisionRequested.self, of: "doumen").map(\.event)
        #expect(asked.map(\.reason) == ["notSolved"])
        #expect(try await survey.events(ReworkRequested.self, of: "doumen").isEmpty)
    }

    @Test func reportsAtOnceGiveOneOutcome() async throws {
        let survey = try await SurveyFixture.ready()
        let callback = try await survey.ask(Matter())
        let statuses = try await HeldRow(survey: survey, callback: callback).race(4) { index in
            let said = index % 2 == 0 ? #"{"outcome":"notSolved"}"# : #"{"outcome":"solved"}"#
            return try await survey.report(callback, "outcome", said).status
        }
        #expect(statuses.sorted() == [200, 200, 409, 409])
        #expect(try await survey.events(CallbackCompleted.self).count == 1)
        #expect(try await survey.events(ReworkRequested.self).count <= 1)
    }

    @Test func repeatsOfAnAttemptAtOnceCountOnce() async throws {
        let survey = try await SurveyFixture.ready()
        let callback = try await survey.ask(Matter())
        let statuses = try await HeldRow(survey: survey, callback: callback).race(3) { _ in
            try await survey.report(callback, "attempts", #"{"outcome":"unreachable"}"#, key: "one").status
        }
        #expect(statuses == [200, 200, 200])
        #expect(try await survey.count("attempts") == 1)
    }

    @Test func aKeyThatWasUsedForAnotherAttemptIsRefused() async throws {
        let survey = try await SurveyFixture.ready()
        let callback = try await survey.ask(Matter())
        func attempt(_ number: Int?, _ key: String) async throws -> Answer {
            let counted = number.map { #","attempt":\#($0)"# } ?? ""
            return try await survey.report(callback, "attempts", #"{"outcome":"unreachable"\#(counted)}"#, key: key)
        }
        func expectRefused(_ number: Int?, _ key: String, attempts: Int) async throws {
            let answer = try await attempt(number, key)
            #expect((answer.status, answer.faults) == (422, ["Idempotency-Key"]), "\(answer)")
            #expect(try await survey.count("attempts") == attempts)
        }
        let first = try await attempt(nil, "a")
        #expect(try await attempt(1, "b").isSame(as: first))
        for number in [1, 2] { try await expectRefused(number, "a", attempts: 1) }
        survey.clock.advance(bySeconds: 86_400)
        for number in [nil, 2] { try await expectRefused(number, "b", attempts: 1) }
        #expect(try await attempt(nil, "a").isSame(as: first))
        #expect(try await attempt(1, "b").isSame(as: first))
        // What was refused used no key up.
        #expect(try await attempt(3, "c").status == 409)
        #expect(try await attempt(2, "c").status == 200)
        survey.clock.advance(bySeconds: 4 * 86_400)
        let last = try await attempt(3, "d")
        #expect((last["state"], last["outcome"]) == ("completed", "unreachable"))
        for (number, key) in [(1, "a"), (nil, "b"), (3, "c"), (nil, "d")] {
            try await expectRefused(number, key, attempts: 3)
        }
        for (number, key) in [(nil, "a"), (1, "b"), (2, "c"), (3, "d")] {
            #expect(try await attempt(number, key).isSame(as: last))
        }
        #expect(try await survey.events(CallbackCompleted.self).count == 1)
    }

    @Test func beforeAnyCalendarNoSecondCallIsReckoned() async throws {
        let survey = try await SurveyFixture(at: SurveyFixture.morning)
        try await survey.hearPack(of: "changzhou")
        let callback = try await survey.ask(Matter())
        let missed = #"{"outcome":"unreachable"}"#
        #expect(try await survey.report(callback, "attempts", missed).status == 503)
        #expect(try await survey.count("attempts") == 0)
        try await survey.hearCalendar()
        #expect(try await survey.report(callback, "attempts", missed).status == 200)
    }

    @Test("CZ-58: a citizen who is not reached is called again after working hours, and then counts as unreachable")
    func whoIsNotReachedIsCalledAgain() async throws {
        let survey = try await SurveyFixture.ready()
        let callback = try await survey.ask(Matter())
        let missed = #"{"outcome":"unreachable"}"#
        survey.clock.advance(bySeconds: 3600)
        let first = try await survey.report(callback, "attempts", missed, key: "1")
        // Thursday 10:30 and four working hours, with the lunch break between: 16:00 at the earliest.
        let next = try #require(Instant(rfc3339: first["nextAttemptAt"]))
        #expect(next > survey.clock.now().advanced(bySeconds: 4 * 3600))
        #expect(next <= survey.clock.now().advanced(bySeconds: 7 * 3600))
        #expect(try await survey.report(callback, "attempts", missed, key: "1").isSame(as: first))
        #expect(
            try await survey.report(callback, "attempts", #"{"outcome":"unreachable","attempt":1}"#).isSame(as: first))
        #expect(try await survey.report(callback, "attempts", missed).status == 409)
        #expect(try await survey.report(callback, "attempts", #"{"outcome":"unreachable","attempt":3}"#).status == 409)
        #expect(try await survey.list().objects("callbacks").isEmpty)
        survey.clock.advance(bySeconds: 86_400)
        #expect(try await survey.list().objects("callbacks").count == 1)
        #expect(try await survey.report(callback, "attempts", missed).status == 200)
        #expect(try await survey.events(CallbackCompleted.self).isEmpty)
        survey.clock.advance(bySeconds: 4 * 86_400)
        let last = try await survey.report(callback, "attempts", missed)
        #expect((last["state"], last["outcome"]) == ("completed", "unreachable"))
        #expect(try await survey.report(callback, "attempts", missed).isSame(as: last))
        let completed = try await survey.events(CallbackCompleted.self).map(\.event)
        #expect(completed.map(\.outcome) == [.unreachable])
        #expect(completed.map(\.attempts) == [3])
        #expect(try await survey.events(ReworkRequested.self).isEmpty)
        #expect(try await survey.report(callback, "outcome", #"{"outcome":"solved"}"#).status == 409)
    }

    @Test(
        "X13: three attempts, four working hours apart, then unreachable",
        arguments: [("changzhou", "water-supply"), ("doumen", "housing")])
    func threeAttempts(district: String, unit: String) async throws {
        let survey = try await SurveyFixture.ready()
        var matter = Matter()
        (matter.district, matter.unit) = (district, UnitID(unit))
        let callback = try await survey.ask(matter)
        survey.clock.advance(bySeconds: 3600)
        func attempt() async throws -> Answer {
            try await survey.report(callback, "attempts", #"{"outcome":"unreachable"}"#, district: district)
        }
        // Thursday 10:30 and four working hours, with the lunch break between.
        #expect(try await attempt()["nextAttemptAt"] == "2020-05-14T08:00:00Z")
        survey.clock.advance(bySeconds: 86_400)
        #expect(try await attempt()["state"] != "completed")
        survey.clock.advance(bySeconds: 4 * 86_400)
        #expect(try await attempt()["outcome"] == "unreachable")
        #expect(try await survey.events(CallbackCompleted.self, of: district).map(\.event.attempts) == [3])
    }

    @Test func aCallbackIsWaivedOnceWithItsReason() async throws {
        let survey = try await SurveyFixture.ready()
        let callback = try await survey.ask(Matter())
        let reason = #"{"reason":"citizenDeclined"}"#
        let answer = try await survey.report(callback, "waive", reason)
        #expect((answer["state"], answer["reason"]) == ("waived", "citizenDeclined"))
        #expect(try await survey.report(callback, "waive", reason).isSame(as: answer))
        #expect(try await survey.report(callback, "waive", #"{"reason":"other"}"#).status == 409)
        #expect(try await survey.report(callback, "outcome", #"{"outcome":"solved"}"#).status == 409)
        #expect(try await survey.events(CallbackWaived.self).count == 1)
    }
}
