import Contracts
import Foundation
import Sealing
import TestSupport
import Testing

/// What units do about their work orders.
@Suite struct CommandTests {
    private let reached = #"{"wasReached":true,"wasToldProcedureAndLimit":true}"#

    @Test func aWorkOrderIsSignedContactedAnsweredAndClosed() async throws {
        let dispatch = try await DispatchFixture.with("doumen")
        let order = try await dispatch.sent(to: "education", of: "doumen")
        for (command, body, state) in [
            ("sign", "", "signed"), ("contact", reached, "signed"), ("answer", #"{"text":"已处理"}"#, "answered"),
            ("close", "", "closed"),
        ] {
            for _ in 1...2 {
                let answer = try await dispatch.command(
                    order.workOrder, command, body, of: "doumen", as: .unit("education"))
                #expect(answer.status == 200, "\(command): \(answer)")
                #expect(answer["state"] == state)
            }
        }
        #expect(try await dispatch.events(WorkOrderSigned.self, of: "doumen").count == 1)
        #expect(try await dispatch.events(CitizenContacted.self, of: "doumen").count == 1)
        let answered = try await dispatch.events(WorkOrderAnswered.self, of: "doumen").map(\.event)
        #expect(answered.map(\.answeredBy) == ["education"])
        let closed = try await dispatch.events(WorkOrderClosed.self, of: "doumen")
        #expect(closed.count == 1)
        #expect(closed.first?.event.callbackMethod == .phone && closed.first?.event.closedBy == "education")
    }

    @Test func theAnswerIsSealedUnderTheMonthOfTheRegistration() async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await dispatch.sent()
        dispatch.clock.advance(to: Instant(rfc3339: "2020-06-03T02:00:00Z") ?? .earliest)
        _ = try await dispatch.command(order.workOrder, "sign")
        _ = try await dispatch.command(order.workOrder, "answer", #"{"text":"王先生的路灯已修好"}"#)
        let said = try #require(try await dispatch.events(WorkOrderAnswered.self).first).event
        let sealed = try #require(said.answer)
        let subject = SealSubject(district: DistrictID("changzhou"), case: order.case)
        #expect(try dispatch.keys.open(sealed, field: "answer", of: subject) == "王先生的路灯已修好")
        #expect(sealed.keyId.contains("2020-05"))
        #expect(said.isToCitizen)
    }

    @Test("X13: who is anonymous is not contacted, and reads the answer by claim code")
    func anonymousPeopleAreNotContacted() async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await dispatch.sent { $0.isAnonymous = true }
        _ = try await dispatch.command(order.workOrder, "sign")
        #expect(try await dispatch.command(order.workOrder, "contact", reached).status == 409)
        _ = try await dispatch.command(order.workOrder, "answer", #"{"text":"已处理"}"#)
        #expect(try await dispatch.events(WorkOrderAnswered.self).map(\.event.isToCitizen) == [false])
    }

    @Test("X13: who left no way to be reached is not contacted until there is one")
    func nobodyIsContactedWithoutAWay() async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await dispatch.sent { $0.hasContact = false }
        #expect(try await dispatch.events(WorkOrderDispatched.self).map(\.event.hasContact) == [false])
        _ = try await dispatch.command(order.workOrder, "sign")
        #expect(try await dispatch.command(order.workOrder, "contact", reached).status == 409)
        try await dispatch.hear(AppealAmended(case: order.case, hasContact: true))
        #expect(try await dispatch.command(order.workOrder, "contact", reached).status == 200)
        #expect(try await dispatch.events(CitizenContacted.self).count == 1)
    }

    @Test("CZ-20, CZ-50, X09: a close lists the receipts that are missing") func aCloseNeedsItsReceipts() async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await dispatch.sent()
        _ = try await dispatch.command(order.workOrder, "sign")
        var answer = try await dispatch.command(order.workOrder, "close")
        #expect(answer.status == 409)
        #expect(answer.faults == ["reply", "platform", "office"])
        _ = try await dispatch.command(order.workOrder, "answer", #"{"text":"已处理"}"#)
        for receiver in ["platform", "platform"] {
            let filed = try await dispatch.command(
                order.workOrder, "file", #"{"form":"result","receiver":"\#(receiver)","reply":"已处理"}"#)
            #expect(filed.status == 200)
        }
        answer = try await dispatch.command(order.workOrder, "close")
        #expect(answer.faults == ["office"])
        #expect(try await dispatch.events(WorkOrderClosed.self).isEmpty)
        _ = try await dispatch.command(order.workOrder, "file", #"{"form":"result","receiver":"office"}"#)
        #expect(try await dispatch.command(order.workOrder, "close").status == 200)
        #expect(try await dispatch.events(FormFiled.self).map(\.event.receiver) == ["platform", "office"])
        #expect(try await dispatch.events(WorkOrderClosed.self).count == 1)
    }

    @Test("X09: in Doumen the reply is the one receipt that a close needs") func inDoumenTheReplyIsNeeded() async throws
    {
        let dispatch = try await DispatchFixture.with("doumen")
        let order = try await dispatch.sent(to: "education", of: "doumen")
        _ = try await dispatch.command(order.workOrder, "sign", of: "doumen")
        let early = try await dispatch.command(order.workOrder, "close", of: "doumen")
        #expect(early.status == 409)
        #expect(early.faults == ["reply"])
        _ = try await dispatch.command(order.workOrder, "answer", #"{"text":"已整改"}"#, of: "doumen")
        #expect(try await dispatch.command(order.workOrder, "close", of: "doumen").status == 200)
    }

    @Test func anotherTextIsNoRepeatOfAnAnswer() async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await dispatch.sent()
        #expect(try await dispatch.command(order.workOrder, "answer", #"{"text":"早"}"#).status == 409)
        _ = try await dispatch.command(order.workOrder, "sign")
        #expect(try await dispatch.command(order.workOrder, "answer", #"{"text":"一"}"#).status == 200)
        #expect(try await dispatch.command(order.workOrder, "answer", #"{"text":"二"}"#).status == 409)
    }

    @Test("CZ-52: what the form says is sealed, told once, and not replaced by another text")
    func whatTheFormSaysIsToldOnce() async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await dispatch.sent()
        _ = try await dispatch.command(order.workOrder, "sign")
        func file(_ reply: String) async throws -> Int {
            let form = #"{"form":"result","receiver":"platform","reply":"\#(reply)"}"#
            return try await dispatch.command(order.workOrder, "file", form).status
        }
        #expect(try await file("路灯已修复") == 200)
        #expect(try await file("路灯已修复") == 200)
        #expect(try await file("路灯未修复") == 409)
        let told = try await dispatch.events(FormFiled.self).map(\.event)
        #expect(told.count == 1)
        let sealed = try #require(told.first?.reply)
        let subject = SealSubject(district: DistrictID("changzhou"), case: order.case)
        #expect(try dispatch.keys.open(sealed, field: "reply", of: subject) == "路灯已修复")
    }

    @Test func aRefusedStepNamesTheState() async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await dispatch.sent()
        _ = try await dispatch.command(order.workOrder, "sign")
        #expect(try await dispatch.command(order.workOrder, "pause")["status"] == "")
        let paused = try await dispatch.command(order.workOrder, "pause", "{}")
        #expect(paused["state"] == "paused")
        let refused = try await dispatch.command(order.workOrder, "answer", #"{"text":"一"}"#)
        #expect(refused.status == 409)
        #expect(refused["detail"].contains("paused"))
        #expect(try await dispatch.command(order.workOrder, "resume")["state"] == "signed")
        #expect(try await dispatch.events(ClockPaused.self).map(\.event.reason) == ["waitingForCitizen"])
        #expect(try await dispatch.events(ClockResumed.self).count == 1)
    }

    @Test func afterItsRetentionNothingIsAddedToACase() async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await dispatch.sent()
        _ = try await dispatch.command(order.workOrder, "sign")
        let month = try #require(Month("2020-05"))
        let subject = SealSubject(district: DistrictID("changzhou"), case: order.case)
        _ = try dispatch.keys.seal("x", field: "answer", of: subject, month: month)
        try dispatch.keys.destroy(district: DistrictID("changzhou"), month: month)
        let answer = try await dispatch.command(order.workOrder, "answer", #"{"text":"迟"}"#)
        #expect(answer.status == 409, "\(answer)")
        #expect(try await dispatch.events(WorkOrderAnswered.self).isEmpty)
    }

    @Test func aFailedAttemptAndTheTalkAfterItAreTwoFacts() async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await dispatch.sent()
        for body in [#"{"wasReached":false}"#, #"{"wasReached":false}"#, reached] {
            #expect(try await dispatch.command(order.workOrder, "contact", body).status == 200)
        }
        #expect(try await dispatch.events(CitizenContacted.self).map(\.event.wasReached) == [false, true])
    }

    @Test("CZ-59: rework goes to the same unit in a new round") func reworkIsANewRound() async throws {
        let dispatch = try await DispatchFixture.with()
        let first = try await dispatch.sent()
        let request = ReworkRequested(
            case: first.case, callback: CallbackID(UUID().uuidString.lowercased()), workOrder: first.workOrder,
            unit: first.unit, round: 1, reason: "notSolved")
        let time = DispatchFixture.closing
        try await dispatch.hear(request, at: time)
        try await dispatch.hear(request, at: time)
        let ordered = try await dispatch.events(ReworkOrdered.self)
        #expect(ordered.count == 1)
        let second = try #require(try await dispatch.orders().last)
        #expect(second.basis == .rework)
        #expect(second.round == 2)
        #expect(second.previous == first.workOrder)
        #expect(second.unit == first.unit)
        #expect(second.workOrder != first.workOrder)
        #expect(ordered.first?.event.workOrder == second.workOrder)
        #expect(ordered.first?.event.previous == first.workOrder)
        #expect(ordered.first?.time == time)
    }

    @Test("CZ-59: a round has one lead, and what was returned is not handled again by who returned it")
    func aRoundHasOneLead() async throws {
        let dispatch = try await DispatchFixture.with()
        let first = try await dispatch.sent()
        func rework(_ order: WorkOrderDispatched) async throws {
            try await dispatch.hear(
                ReworkRequested(
                    case: first.case, callback: CallbackID(UUID().uuidString.lowercased()), workOrder: order.workOrder,
                    unit: order.unit, round: 1, reason: "notSolved"))
        }
        try await rework(first)
        _ = try await dispatch.command(first.workOrder, "object", #"{"duty":"三定方案第四条"}"#)
        _ = try await dispatch.command(first.workOrder, "decide-objection", #"{"isUpheld":true}"#)
        _ = try await dispatch.command(first.workOrder, "assign", #"{"unit":"transport"}"#)
        let second = try #require(try await dispatch.orders().last { $0.round == 1 })
        #expect(second.unit == UnitID("transport"))
        try await rework(second)
        #expect(try await dispatch.orders().filter { $0.round == 2 }.map(\.unit) == [first.unit])
        try await rework(first)
        #expect(try await dispatch.events(ReworkOrdered.self).count == 1)
        let third = try await dispatch.sent()
        _ = try await dispatch.command(third.workOrder, "object", #"{"duty":"三定方案第四条"}"#)
        _ = try await dispatch.command(third.workOrder, "decide-objection", #"{"isUpheld":true}"#)
        try await dispatch.hear(
            ReworkRequested(
                case: third.case, callback: CallbackID(UUID().uuidString.lowercased()), workOrder: third.workOrder,
                unit: third.unit, round: 1, reason: "notSolved"))
        #expect(try await dispatch.orders().filter { $0.case == third.case }.count == 1)
    }

    @Test("CZ-18, CZ-59: a second round that is rightly returned goes on as the second round, with another unit")
    func aReturnedRoundGoesOnWithAnotherUnit() async throws {
        let dispatch = try await DispatchFixture.with()
        let first = try await dispatch.sent()
        try await dispatch.hear(
            ReworkRequested(
                case: first.case, callback: CallbackID(UUID().uuidString.lowercased()), workOrder: first.workOrder,
                unit: first.unit, round: 1, reason: "notSolved"))
        let second = try #require(try await dispatch.orders().last)
        #expect(second.round == 2 && second.basis == .rework)
        _ = try await dispatch.command(second.workOrder, "object", #"{"duty":"三定方案第四条"}"#)
        _ = try await dispatch.command(second.workOrder, "decide-objection", #"{"isUpheld":true}"#)
        let assigned = try await dispatch.command(second.workOrder, "assign", #"{"unit":"transport"}"#)
        #expect(assigned.status == 200, "\(assigned)")
        let third = try #require(try await dispatch.orders().last)
        #expect(try await dispatch.orders().count == 3)
        #expect(third.round == 2 && third.basis == .transfer && third.isLead)
        #expect(third.unit == UnitID("transport") && third.previous == second.workOrder)
        #expect(try await dispatch.events(ReworkOrdered.self).count == 1)
    }

    @Test("CZ-59: a request that comes before its case waits for it") func reworkWaitsForItsCase() async throws {
        let dispatch = try await DispatchFixture.with()
        let appeal = Appeal.onAir()
        let other = try await DispatchFixture.with()
        try await other.closeShow()
        try await other.hear(appeal.event())
        let order = try #require(try await other.orders().first)
        try await dispatch.hear(
            ReworkRequested(
                case: appeal.id, callback: CallbackID(UUID().uuidString.lowercased()), workOrder: order.workOrder,
                unit: order.unit, round: 1, reason: "irregular"))
        try await dispatch.hear(appeal.event())
        #expect(try await dispatch.count("held_messages") == 1)
        try await dispatch.closeShow()
        #expect(try await dispatch.count("held_messages") == 0)
        #expect(try await dispatch.orders().map(\.round) == [1, 2])
    }

    @Test func reworkThatTheRulePackDoesNotKnowIsParked() async throws {
        let dispatch = try await DispatchFixture.with("doumen")
        let first = try await dispatch.sent(to: "education", of: "doumen")
        try await dispatch.hear(
            ReworkRequested(
                case: first.case, callback: CallbackID(UUID().uuidString.lowercased()), workOrder: first.workOrder,
                unit: first.unit, round: 1, reason: "notSolved"), of: "doumen")
        #expect(try await dispatch.orders(of: "doumen").count == 1)
        #expect(try await dispatch.events(MessageParked.self, of: "doumen").count == 1)
    }
}
