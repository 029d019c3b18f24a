import Contracts
import Foundation
import Postgres
import TestSupport
import Testing

@testable import NotifierService

@Suite struct LeaseTests {
    private func pending() async throws -> NotifierFixture {
        let fixture = try await NotifierFixture.changzhou()
        try await fixture.hear(try fixture.appeal())
        return fixture
    }

    private func claim(_ fixture: NotifierFixture, lease: Duration) async throws -> [Delivery] {
        try await fixture.store.database.transaction(scope: "*") { try $0.claim(.text, atMost: 10, lease: lease) }
    }

    private func leaseEnd(_ fixture: NotifierFixture) async throws -> Double {
        let rows = try await fixture.asAdmin(
            "SELECT extract(epoch FROM lease_until)::double precision FROM test_notifier.deliveries")
        return try #require(try rows.first?.decode(Double?.self))
    }

    @Test func whatOneInstanceHasClaimedAnotherDoesNotSend() async throws {
        let fixture = try await pending()
        #expect(try await claim(fixture, lease: .seconds(60)).count == 1)
        #expect(try await Instance(beside: fixture).service.deliverDue() == 0)
    }

    @Test func aClaimWhoseInstanceIsGoneIsTakenOverWhenItsLeaseEndsAndNotBefore() async throws {
        let fixture = try await pending()
        let first = try #require(try await claim(fixture, lease: .milliseconds(700)).first)
        let end = try await leaseEnd(fixture)
        let second = try await eventually("taken over") {
            try await self.claim(fixture, lease: .seconds(60)).first
        }
        let takenAt = try await leaseEnd(fixture) - 60
        #expect(takenAt >= end - 0.001)
        #expect(takenAt < end + 2)
        #expect((second.id, second.attempts) == (first.id, 2))
    }

    @Test func twoInstancesAtOnceSendEachDeliveryOnce() async throws {
        let fixture = try await NotifierFixture.changzhou()
        for index in 0..<30 {
            try await fixture.hear(try fixture.appeal(number: "CZ200514-\(100_000 + index)"))
        }
        let seen = Seen<DeliveryID>()
        let gateway = Gateway(name: "text", batch: 7, concurrency: 2, patience: .zero) { delivery in
            seen.add(delivery.id)
            await Task.yield()
            return .delivered
        }
        let instances = try (0..<3).map { _ in try Instance(beside: fixture, text: gateway) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for instance in instances {
                group.addTask { while try await instance.service.deliverDue() > 0 {} }
            }
            try await group.waitForAll()
        }
        #expect(seen.all.count == 30)
        #expect(Set(seen.all).count == 30)
        #expect(try await fixture.events(NotificationDelivered.self).count == 30)
    }

    @Test func whoseLeaseHasRunOutSaysThatItWentOutButNotThatItFailed() async throws {
        let fixture = try await pending()
        let late = try #require(try await claim(fixture, lease: .zero).first)
        let now = fixture.clock.now()
        let owner = try await eventually("claimed") { try await self.claim(fixture, lease: .seconds(60)).first }
        let plan = DeliveryPlan()
        func settle(_ outcome: Outcome) async throws -> Set<DeliveryID> {
            let one = Try(late, outcome, by: plan)
            return try await fixture.store.database.transaction(scope: "changzhou") {
                try $0.settle([one], of: "changzhou", at: now)
            }
        }
        #expect(try await settle(.refused(reason: "http400")) == [])
        #expect(try await fixture.rows() == ["citizen text pending"])
        #expect(try await leaseEnd(fixture) > 0)
        #expect(try await settle(.delivered) == [owner.id])
        #expect(try await fixture.rows() == ["citizen text delivered"])
    }

    @Test func whatThereIsNoTimeForIsLeftForTheNextClaimAndDoesNotCount() async throws {
        let fixture = try await pending()
        let seen = Seen<DeliveryID>()
        let slow = Gateway(name: "text", batch: 10, concurrency: 1, patience: .seconds(40)) { delivery in
            seen.add(delivery.id)
            return .delivered
        }
        let instance = try Instance(beside: fixture, text: slow)
        #expect(try await instance.service.deliverDue() == 1)
        #expect(seen.all.isEmpty)
        let rows = try await fixture.asAdmin("SELECT attempts FROM test_notifier.deliveries WHERE state = 'pending'")
        #expect(try rows.map { try $0.decode(Int.self) } == [0])
    }
}
