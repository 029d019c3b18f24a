import Contracts
import Foundation
import TestSupport
import Testing

@testable import NotifierService

@Suite struct RetryTests {
    private func pending() async throws -> NotifierFixture {
        let fixture = try await NotifierFixture.changzhou()
        try await fixture.hear(try fixture.appeal())
        return fixture
    }

    /// Passes until the delivery is no longer pending.
    private func untilSettled(_ instance: Instance, _ fixture: NotifierFixture) async throws {
        try await eventually("settled") {
            _ = try await instance.service.deliverDue()
            return try await fixture.rows().contains { $0.hasSuffix("pending") } ? nil : true
        }
    }

    @Test func aPassingFaultIsTriedAgainAndToldOnceDelivered() async throws {
        let fixture = try await pending()
        let seen = Seen<DeliveryID>()
        let instance = try Instance(
            beside: fixture, text: .answering([.retry(reason: "http503"), .delivered], seen: seen))
        try await untilSettled(instance, fixture)
        #expect(seen.all.count == 2)
        #expect(Set(seen.all).count == 1)
        #expect(try await fixture.events(NotificationDelivered.self).map(\.event.attempts) == [2])
        #expect(try await fixture.events(NotificationFailed.self).isEmpty)
    }

    @Test func afterTheLastTryAnOldDeliveryHasFailedAndIsTold() async throws {
        let fixture = try await pending()
        let seen = Seen<DeliveryID>()
        let instance = try Instance(beside: fixture, text: .answering([.retry(reason: "http503")], seen: seen))
        try await untilSettled(instance, fixture)
        #expect(seen.all.count == 3)
        let failed = try await fixture.events(NotificationFailed.self)
        #expect(failed.map(\.event.reason) == ["http503"])
        #expect(failed.map(\.event.attempts) == [3])
    }

    @Test func aDeliveryIsGivenUpByItsAgeAndNotByTheNumberOfItsTries() async throws {
        let fixture = try await pending()
        var plan = DeliveryPlan.impatient
        plan.age = DeliveryPlan().age
        let seen = Seen<DeliveryID>()
        let instance = try Instance(
            beside: fixture, plan: plan, text: .answering([.retry(reason: "http503")], seen: seen))
        try await eventually("tried again and again") {
            _ = try await instance.service.deliverDue()
            return seen.all.count >= 12 ? true : nil
        }
        #expect(try await fixture.rows() == ["citizen text pending"])
        try await fixture.asAdmin(
            "UPDATE test_notifier.deliveries SET tried_since = tried_since - interval '48 hours'")
        try await untilSettled(instance, fixture)
        #expect(try await fixture.rows() == ["citizen text failed"])
        #expect(try await fixture.events(NotificationFailed.self).map(\.event.reason) == ["http503"])
    }

    @Test func theTimeBeforeTheFirstTryDoesNotCount() async throws {
        let fixture = try await pending()
        try await fixture.asAdmin(
            "UPDATE test_notifier.deliveries SET next_attempt_at = next_attempt_at - interval '5 days'")
        var plan = DeliveryPlan.impatient
        (plan.age, plan.attempts) = (DeliveryPlan().age, 1)
        let instance = try Instance(beside: fixture, plan: plan, text: .answering([.retry(reason: "http503")]))
        #expect(try await instance.service.deliverDue() == 1)
        #expect(try await fixture.rows() == ["citizen text pending"])
    }

    @Test func beforeADeliveryIsGivenUpItsPausesHaveLongBeenAtTheirLimit() {
        var plan = DeliveryPlan()
        plan.backOff.chance = { 0.5 }
        var (age, attempts) = (0.0, 0)
        while age < plan.age.inSeconds {
            attempts += 1
            age += plan.backOff.pause(after: attempts).inSeconds
        }
        #expect(plan.backOff.pause(after: attempts).inSeconds == 900)
        #expect((150...250).contains(attempts))
    }

    @Test func aPermanentRefusalFailsAtOnce() async throws {
        let fixture = try await pending()
        let seen = Seen<DeliveryID>()
        let instance = try Instance(beside: fixture, text: .answering([.refused(reason: "http410")], seen: seen))
        try await untilSettled(instance, fixture)
        #expect(seen.all.count == 1)
        #expect(try await fixture.events(NotificationFailed.self).map(\.event.reason) == ["http410"])
    }

    @Test func aFailedTryWaitsForItsPauseBeforeTheNext() async throws {
        let fixture = try await pending()
        var plan = DeliveryPlan()
        plan.backOff = BackOff(first: .seconds(600), longest: .seconds(900), chance: { 0.5 })
        let instance = try Instance(beside: fixture, plan: plan, text: .answering([.retry(reason: "http503")]))
        #expect(try await instance.service.deliverDue() == 1)
        #expect(try await instance.service.deliverDue() == 0)
        let rows = try await fixture.asAdmin(
            """
            SELECT extract(epoch FROM next_attempt_at - clock_timestamp())::double precision
            FROM test_notifier.deliveries WHERE lease_until IS NULL
            """)
        let left = try #require(try rows.first?.decode(Double.self))
        #expect((560.0...600).contains(left))
    }

    @Test func thePauseDoublesUpToItsLimitAndIsSpread() {
        let even = BackOff(first: .seconds(2), longest: .seconds(900), chance: { 0.5 })
        #expect((1...4).map { even.pause(after: $0).inSeconds } == [2, 4, 8, 16])
        #expect(even.pause(after: 30).inSeconds == 900)
        #expect(even.pause(after: .max).inSeconds == 900)
        #expect(abs(BackOff(chance: { 0 }).pause(after: 1).inSeconds - 1.6) < 1e-9)
        #expect(abs(BackOff(chance: { 1 }).pause(after: 1).inSeconds - 2.4) < 1e-9)
    }

    @Test func operationsGiveAFailedDeliveryAllItsTriesAgain() async throws {
        let fixture = try await pending()
        let refusing = try Instance(beside: fixture, text: .answering([.refused(reason: "http410")]))
        try await untilSettled(refusing, fixture)
        let list = try await fixture.send(.get, "\(NotifierFixture.changzhou)/deliveries", as: .operations)
        let id = try #require(list.objects("deliveries").first?["delivery"] as? String)
        let path = "\(NotifierFixture.changzhou)/deliveries/\(id)/retry"
        let answer = try await fixture.send(.post, path, as: .operations)
        #expect((answer.status, answer["state"]) == (200, "pending"))
        // Again, while it is pending, changes nothing.
        #expect(try await fixture.send(.post, path, as: .operations)["state"] == "pending")
        let rounds = try await fixture.asAdmin("SELECT round FROM test_notifier.deliveries")
        #expect(try rounds.map { try $0.decode(Int.self) } == [1])
        try await untilSettled(refusing, fixture)
        #expect(try await fixture.events(NotificationFailed.self).count == 2)
        let ids = try await fixture.asAdmin("SELECT DISTINCT event_id FROM test_notifier.journal")
        #expect(ids.count == 2)
        _ = try await fixture.send(.post, path, as: .operations)
        try await fixture.deliverAll()
        #expect(try await fixture.send(.post, path, as: .operations)["state"] == "delivered")
        #expect(try await fixture.rows() == ["citizen text delivered"])
    }
}
