import CallbackSurveyService
import Contracts
import Messaging
import TestSupport
import Testing

@Suite struct SchedulingTests {
    @Test("CZ-14, CZ-47, CZ-58: what a unit has answered is called back, once") func whatAUnitHasAnsweredIsCalledBack()
        async throws
    {
        let survey = try await SurveyFixture.ready()
        let matter = Matter()
        try await survey.register(matter)
        try await survey.dispatch(matter)
        #expect(try await survey.events(CallbackScheduled.self).isEmpty)
        let id = try await survey.answer(matter)
        try await survey.answer(matter, id: id.rawValue)
        // Another answer to the same work order, an event of its own.
        try await survey.answer(matter)
        let scheduled = try await survey.events(CallbackScheduled.self)
        #expect(scheduled.count == 1)
        let event = try #require(scheduled.first?.event)
        #expect((event.case, event.workOrder, event.unit, event.round) == (matter.id, matter.order, matter.unit, 1))
        #expect(event.method == .phone)
        let derived = try DerivedID.make("callback", "changzhou", matter.order.rawValue, "1")
        #expect(event.callback == CallbackID(derived))
        #expect(scheduled.first?.time == SurveyFixture.morning)
    }

    @Test("X13: an anonymous person's callback is waived with the reason", arguments: ["changzhou", "doumen"])
    func anAnonymousPersonIsNotAsked(district: String) async throws {
        let survey = try await SurveyFixture.ready()
        var matter = Matter()
        (matter.isAnonymous, matter.method, matter.district) = (true, .none, district)
        try await survey.ask(matter)
        let waived = try await survey.events(CallbackWaived.self, of: district).map(\.event)
        #expect(waived.map(\.reason) == ["anonymous"])
        #expect(waived.map(\.workOrder) == [matter.order])
        #expect(try await survey.events(CallbackScheduled.self, of: district).isEmpty)
        #expect(try await survey.list().objects("callbacks").isEmpty)
    }

    @Test("X13: a district may ask anonymous people too, where they left a way") func anAnonymousPersonMayBeAsked()
        async throws
    {
        let survey = try await SurveyFixture(at: SurveyFixture.morning)
        try await survey.adopt("doumen", where: ("isWaivedForAnonymous: true", "isWaivedForAnonymous: false"))
        for (method, scheduled, waived) in [(CallbackMethod.web, 1, []), (.none, 1, ["noContact"])] {
            var matter = Matter()
            (matter.isAnonymous, matter.method, matter.district) = (true, method, "doumen")
            matter.number = CaseNumber("DM160607-00000\(waived.count)")
            try await survey.ask(matter)
            #expect(try await survey.events(CallbackScheduled.self, of: "doumen").count == scheduled)
            #expect(try await survey.events(CallbackWaived.self, of: "doumen").map(\.event.reason) == waived)
        }
    }

    @Test("X13: whoever left nothing to be reached by is waived as noContact") func nothingToReachByIsWaived()
        async throws
    {
        let survey = try await SurveyFixture.ready()
        var matter = Matter()
        matter.method = .none
        try await survey.ask(matter)
        #expect(try await survey.events(CallbackWaived.self).map(\.event.reason) == ["noContact"])
    }

    @Test("X13: a phone number given later is called") func aNumberGivenLaterIsCalled() async throws {
        let survey = try await SurveyFixture.ready()
        var matter = Matter()
        matter.method = .none
        try await survey.register(matter)
        try await survey.hear(AppealAmended(case: matter.id, callbackMethod: .phone))
        #expect(try await survey.askAgain(matter) != CallbackID("none"))
    }

    @Test func assistantsAreNotCalledBack() async throws {
        let survey = try await SurveyFixture.ready()
        var matter = Matter()
        matter.isLead = false
        try await survey.ask(matter)
        #expect(try await survey.count("callbacks") == 0)
        #expect(try await survey.events(CallbackWaived.self).isEmpty)
    }

    @Test func anAnswerThatComesBeforeItsAppealWaitsForIt() async throws {
        let survey = try await SurveyFixture.ready()
        let matter = Matter()
        try await survey.dispatch(matter)
        try await survey.answer(matter)
        #expect(try await survey.count("callbacks") == 0)
        #expect(try await survey.count("held_messages") == 1)
        try await survey.register(matter)
        #expect(try await survey.events(CallbackScheduled.self).count == 1)
        #expect(try await survey.count("held_messages") == 0)
    }

    @Test func anAnswerThatComesBeforeTheRulePackWaitsForIt() async throws {
        let survey = try await SurveyFixture(at: SurveyFixture.morning)
        let matter = Matter()
        try await survey.ask(matter)
        #expect(try await survey.count("held_messages") == 1)
        try await survey.adopt("changzhou")
        #expect(try await survey.events(CallbackScheduled.self).count == 1)
    }

    @Test func manyFactsAtOnceAreKeptTogether() async throws {
        let survey = try await SurveyFixture.ready()
        let matters = (0..<50).map { _ in Matter() }
        var envelopes: [Envelope] = []
        for matter in matters {
            let dispatched = WorkOrderDispatched(
                case: matter.id, workOrder: matter.order, caseNumber: matter.number, unit: matter.unit, basis: .direct,
                isLead: true, round: 1, channel: .web, isForeignMatter: false, isComplex: false, isAnonymous: false,
                callbackMethod: .phone, registeredAt: survey.clock.now(), packVersion: "changzhou-2020.1")
            envelopes.append(try envelope(dispatched))
            envelopes.append(try envelope(dispatched))
            try await survey.register(matter)
        }
        try await survey.hosting.inbox.handle(envelopes)
        #expect(try await survey.count("cases") == 50)
        #expect(try await survey.count("work_orders") == 50)
        #expect(try await survey.count("held_messages") == 0)
    }

    private func envelope(_ event: some Event) throws -> Envelope {
        try Envelope(
            event, id: EventID(try DerivedID.make("test", String(UInt64.random(in: 0 ... .max)))),
            at: SurveyFixture.morning, in: DistrictID("changzhou"), from: "test")
    }
}
