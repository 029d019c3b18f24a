import Contracts
import Foundation
import Messaging
import TestSupport
import Testing

@Suite struct DeliveryTests {
    @Test func aNewCaseIsToldToItsCitizenAndItsWorkOrderToTheUnit() async throws {
        let fixture = try await NotifierFixture.changzhou()
        let appeal = try fixture.appeal()
        try await fixture.hear(appeal)
        try await fixture.hear(fixture.dispatched(appeal))
        #expect(try await fixture.rows() == ["citizen text pending", "unit/xinbei mail pending"])
        #expect(try await fixture.deliverAll() == 2)
        #expect(try await fixture.rows() == ["citizen text delivered", "unit/xinbei mail delivered"])
        let told = try await fixture.events(NotificationDelivered.self)
        #expect(told.map(\.event.recipient).sorted() == ["citizen", "unit/xinbei"])
        #expect(
            told.allSatisfy { $0.event.gateway == "log" && $0.event.attempts == 1 && $0.time == fixture.clock.now() })
        #expect(try await fixture.deliverAll() == 0)
    }

    @Test func redeliveryAndReplayGiveOneDelivery() async throws {
        let fixture = try await NotifierFixture.changzhou()
        let appeal = try fixture.appeal()
        let id = UUID().uuidString.lowercased()
        try await fixture.hear(appeal, id: id)
        try await fixture.hear(appeal, id: id)
        let first = try await fixture.asAdmin("SELECT delivery FROM test_notifier.deliveries").map {
            try $0.decode(String.self)
        }
        // A replay into an inbox that has forgotten everything.
        try await fixture.asAdmin("DELETE FROM test_notifier.inbox")
        try await fixture.hear(appeal, id: id)
        #expect(try await fixture.count("deliveries") == 1)
        try await fixture.asAdmin("TRUNCATE test_notifier.inbox, test_notifier.deliveries")
        try await fixture.hear(appeal, id: id)
        let again = try await fixture.asAdmin("SELECT delivery FROM test_notifier.deliveries").map {
            try $0.decode(String.self)
        }
        #expect(first == again)
    }

    @Test func twoRulesThatMeanTheSameOfficeGiveOneDelivery() async throws {
        let fixture = try await NotifierFixture.changzhou()
        let appeal = try fixture.appeal()
        try await fixture.hear(appeal)
        try await fixture.deliverAll()
        // `owing` and `operator` are both told of a miss; here the operator owes it.
        try await fixture.hear(fixture.missed(appeal.case, owes: "operator", unit: nil))
        #expect(try await fixture.rows() == ["citizen text delivered", "operator mail pending"])
    }

    @Test func aFactAboutACaseThatIsNotRegisteredYetWaitsForIt() async throws {
        let fixture = try await NotifierFixture.changzhou()
        let appeal = try fixture.appeal()
        try await fixture.hear(fixture.missed(appeal.case))
        #expect(try await fixture.rows() == [])
        try await fixture.hear(appeal)
        #expect(
            try await fixture.rows() == ["citizen text pending", "operator mail pending", "unit/xinbei mail pending"])
    }

    @Test func whatOwesTheUnitGoesToTheLeadOfTheCaseWhereTheEventNamesNone() async throws {
        let fixture = try await NotifierFixture.changzhou()
        let appeal = try fixture.appeal()
        try await fixture.hear(appeal)
        try await fixture.hear(fixture.dispatched(appeal, to: "water-supply"))
        try await fixture.hear(fixture.missed(appeal.case, unit: nil))
        #expect(
            try await fixture.rows().filter { $0.hasPrefix("unit/") }
                == Array(repeating: "unit/water-supply mail pending", count: 2))
    }

    @Test func anAnonymousCitizenIsToldNothing() async throws {
        let fixture = try await NotifierFixture.changzhou()
        let id = NotifierFixture.newCase()
        try await fixture.hear(
            AppealRegistered(
                case: id, caseNumber: CaseNumber("CZ200514-000043"), channel: .web, isForeignMatter: false,
                isComplex: false, isAnonymous: true, callbackMethod: .none, packVersion: "changzhou-2020.1"))
        #expect(try await fixture.rows() == [])
    }

    @Test func whatNoRuleNamesBringsNothingAndNeedsNoCase() async throws {
        let fixture = try await NotifierFixture.changzhou()
        try await fixture.hear(
            WorkOrderSigned(
                case: NotifierFixture.newCase(), workOrder: WorkOrderID(UUID().uuidString.lowercased()), unit: "xinbei")
        )
        #expect(try await fixture.rows() == [])
        #expect(try await fixture.count("held_messages") == 0)
    }

    @Test func withoutARulePackFactsWaitUntilItComes() async throws {
        let fixture = try await NotifierFixture(at: NotifierFixture.morning)
        try await fixture.hear(try fixture.appeal())
        #expect(try await fixture.rows() == [])
        try await fixture.adopt("changzhou")
        #expect(try await fixture.rows() == ["citizen text pending"])
    }

    @Test("X13: who cannot be called back is sent nothing")
    func whoCannotBeCalledBackIsSentNothing() async throws {
        let fixture = try await NotifierFixture.changzhou()
        let known = try fixture.appeal()
        try await fixture.hear(
            AppealRegistered(
                case: known.case, caseNumber: known.caseNumber, channel: .web, isForeignMatter: false,
                isComplex: false, isAnonymous: false, callbackMethod: .none, citizen: known.citizen,
                packVersion: known.packVersion))
        try await fixture.hear(closed(known.case))
        #expect(try await fixture.rows() == [])
        // Until an amendment says how.
        try await fixture.hear(AppealAmended(case: known.case, callbackMethod: .phone))
        try await fixture.hear(closed(known.case))
        #expect(try await fixture.rows() == ["citizen text pending"])
    }

    @Test func aWorkOrderCanBeToldToTheCitizenToo() async throws {
        let fixture = try await NotifierFixture.changzhou()
        let source = try NotifierFixture.deploy("districts/changzhou/pack.yaml")
        try await fixture.hear(
            RulePackAdopted(
                version: "changzhou-2020.2", effectiveFrom: try #require(CivilDay("2020-04-01")),
                source: source.replacing("changzhou-2020.1", with: "changzhou-2020.2").replacing(
                    "on: WorkOrderDispatched, to: unit, by: email}",
                    with: "on: WorkOrderDispatched, to: citizen, by: text}")))
        let old = try fixture.appeal()
        let new = AppealRegistered(
            case: old.case, caseNumber: old.caseNumber, channel: .web, isForeignMatter: false, isComplex: false,
            isAnonymous: false, callbackMethod: .phone, citizen: old.citizen, packVersion: "changzhou-2020.2")
        // The order overtakes the appeal, whose citizen it does not know.
        try await fixture.hear(fixture.dispatched(new))
        #expect(try await fixture.rows() == [])
        try await fixture.hear(new)
        #expect(try await fixture.rows() == ["citizen text pending", "citizen text pending"])
        // A case of the old pack keeps its rules.
        let other = try fixture.appeal()
        try await fixture.hear(fixture.dispatched(other))
        #expect(try await fixture.rows().last == "unit/xinbei mail pending")
    }

    @Test func aFactThatIsNotWhatItsSchemaSaysIsParkedAndTheRestFlowsOn() async throws {
        let fixture = try await NotifierFixture.changzhou()
        let appeal = try fixture.appeal()
        try await fixture.hear(appeal)
        try await fixture.hear(Misshapen(case: NotifierFixture.newCase(), due: NotifierFixture.phone))
        #expect(try await fixture.count("held_messages WHERE kind = 'parked'") == 1)
        let parked = try await fixture.events(MessageParked.self)
        #expect(parked.map(\.event.reason) == ["hotline.DeadlineMissed: is not what its schema says"])
        try await fixture.hear(fixture.missed(appeal.case))
        #expect(try await fixture.rows().count == 3)
    }

    @Test(arguments: [("close", "unit/xinbei"), ("dispatch", "operator")])
    func whoeverWasToldOfAMissIsToldWhenItIsTakenBack(clock: String, debtor: String) async throws {
        let fixture = try await NotifierFixture.changzhou()
        let appeal = try fixture.appeal()
        try await fixture.hear(appeal)
        let deadline = DeadlineID(UUID().uuidString.lowercased())
        try await fixture.hear(
            DeadlineMissWithdrawn(
                case: appeal.case, deadline: deadline, clock: ClockName(clock), rule: "CZ-44", due: fixture.clock.now(),
                metAt: fixture.clock.now()))
        try await fixture.hear(
            SupervisionWithdrawn(
                case: appeal.case, supervision: SupervisionID(deadline.rawValue), rule: "CZ-59", deadline: deadline))
        let told = try await fixture.asAdmin(
            "SELECT DISTINCT recipient || ' ' || substr(event_type, 9) FROM test_notifier.deliveries ORDER BY 1"
        ).map { try $0.decode(String.self) }
        let expected = [
            "citizen AppealRegistered", "operator DeadlineMissWithdrawn", "supervisor SupervisionWithdrawn",
            "\(debtor) DeadlineMissWithdrawn",
        ]
        #expect(told.sorted() == Set(expected).sorted())
    }

    @Test func deliveriesAreCounted() async throws {
        let fixture = try await NotifierFixture.changzhou()
        try await fixture.hear(try fixture.appeal())
        try await fixture.deliverAll()
        let text = fixture.context.metrics.exposition()
        #expect(text.contains("hotline_deliveries_total{gateway=\"log\",result=\"delivered\"} 1"))
        #expect(text.contains("hotline_delivery_attempts_total{gateway=\"log\"} 1"))
    }

    private func closed(_ id: CaseID) -> WorkOrderClosed {
        WorkOrderClosed(
            case: id, workOrder: WorkOrderID(UUID().uuidString.lowercased()), unit: "xinbei", round: 1,
            callbackMethod: .phone, isAnonymous: false)
    }

    @Test("CZ-46: an assistant's close tells the citizen nothing; the lead's does") func closes() async throws {
        let fixture = try await NotifierFixture.changzhou()
        let appeal = try fixture.appeal()
        try await fixture.hear(appeal)
        let lead = fixture.dispatched(appeal)
        let assisting = fixture.dispatched(appeal, isLead: false)
        for order in [lead, assisting] { try await fixture.hear(order) }
        let texts = "deliveries WHERE recipient = 'citizen' AND event_type = '\(WorkOrderClosed.type)'"
        func close(_ order: WorkOrderDispatched) async throws -> Int {
            try await fixture.hear(
                WorkOrderClosed(
                    case: order.case, workOrder: order.workOrder, unit: order.unit, round: 1, callbackMethod: .phone,
                    isAnonymous: false))
            return try await fixture.count(texts)
        }
        #expect(try await close(assisting) == 0)
        #expect(try await close(lead) == 1)
    }
}

/// A miss whose due instant is none.
private struct Misshapen: CaseEvent {
    static let type = DeadlineMissed.type
    static let topic = Topic.deadlines

    let `case`: CaseID
    let due: String
}
