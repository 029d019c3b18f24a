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
}
