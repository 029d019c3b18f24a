import Contracts
import Foundation
import Sealing
import ServiceKit
import TestSupport
import Testing

@testable import NotifierService

/// What an orderly end does to a pass that is under way.
@Suite struct StopTests {
    private func pending(_ count: Int) async throws -> NotifierFixture {
        let fixture = try await NotifierFixture.changzhou()
        for index in 0..<count { try await fixture.hear(try fixture.appeal(number: "CZ200514-00000\(index)")) }
        return fixture
    }

    private func lane(_ fixture: NotifierFixture, _ gateway: Gateway) -> Lane {
        Lane(
            way: .text, gateway: gateway, store: fixture.store, clock: fixture.clock, plan: .impatient,
            watch: DeliveryWatch(fixture.context.metrics),
            alarm: GatewayAlarm(of: gateway.name, log: fixture.context.log))
    }

    @Test func onceTheEndIsAskedForNothingMoreIsBegun() async throws {
        let fixture = try await pending(5)
        let (shutdown, seen) = (ShutdownSignal(), Seen<DeliveryID>())
        let gateway = Gateway(name: "text", batch: 10, concurrency: 1, patience: .zero) { delivery in
            seen.add(delivery.id)
            shutdown.give()
            return .delivered
        }
        #expect(try await lane(fixture, gateway).deliverDue(until: shutdown) == 5)
        #expect(seen.all.count == 1)
        let rows = try await fixture.asAdmin(
            """
            SELECT state || ' ' || attempts || ' ' || (lease_until IS NULL) || ' ' || (tried_since IS NULL)
            FROM test_notifier.deliveries ORDER BY 1
            """)
        let states = try rows.map { try $0.decode(String.self) }
        #expect(states == ["delivered 1 true false"] + Array(repeating: "pending 0 true true", count: 4))
        // The next process sends them at once.
        #expect(try await fixture.deliverAll() == 4)
        #expect(try await fixture.events(NotificationDelivered.self).count == 5)
    }

    @Test func whatHasGoneOutIsSettledWhileAnotherIsStillUnderWay() async throws {
        let fixture = try await pending(2)
        let seen = Seen<DeliveryID>()
        let gateway = Gateway(name: "text", batch: 10, concurrency: 2, patience: .zero) { delivery in
            guard seen.add(delivery.id) == 2 else { return .delivered }
            do {
                try await eventually("the first is settled") {
                    try await fixture.rows().contains("citizen text delivered") ? true : nil
                }
                return .delivered
            } catch {
                return .refused(reason: "neverSettled")
            }
        }
        #expect(try await lane(fixture, gateway).deliverDue() == 2)
        #expect(try await fixture.rows() == Array(repeating: "citizen text delivered", count: 2))
    }

    /// Of two districts either may come first.
    @Test(arguments: ["changzhou", "doumen"])
    func aDistrictThatCannotBeSettledHoldsUpNoOther(broken: String) async throws {
        let fixture = try await pending(1)
        try await fixture.adopt("doumen")
        try await fixture.hear(try appealOfDoumen(fixture), of: "doumen")
        try await fixture.asAdmin(
            """
            CREATE FUNCTION test_notifier.refuse() RETURNS trigger LANGUAGE plpgsql
            AS 'BEGIN RAISE EXCEPTION ''no''; END'
            """)
        try await fixture.asAdmin(
            """
            CREATE TRIGGER refuse BEFORE UPDATE ON test_notifier.deliveries FOR EACH ROW
            WHEN (NEW.state = 'delivered' AND NEW.district = '\(broken)') EXECUTE FUNCTION test_notifier.refuse()
            """)
        await #expect(throws: (any Error).self) {
            try await lane(fixture, .answering([.delivered])).deliverDue()
        }
        let rows = try await fixture.asAdmin("SELECT district FROM test_notifier.deliveries WHERE state = 'delivered'")
        #expect(try rows.map { try $0.decode(String.self) } == ["changzhou", "doumen"].filter { $0 != broken })
    }

    private func appealOfDoumen(_ fixture: NotifierFixture) throws -> AppealRegistered {
        let id = NotifierFixture.newCase()
        let citizen = try fixture.seal(
            Citizen(name: "李群众", phone: NotifierFixture.phone), "citizen", SealSubject(district: "doumen", case: id))
        return AppealRegistered(
            case: id, caseNumber: CaseNumber("DM160607-000001"), category: .complaint, channel: .web, unit: "xinbei",
            isForeignMatter: false, isComplex: false, isAnonymous: false, callbackMethod: .text, citizen: citizen,
            packVersion: "doumen-2016.1")
    }

    /// Ends when all of them have been asked to.
    private struct Part: Service {
        let name: String
        let asked: Seen<String>
        let count: Int

        func run(until shutdown: ShutdownSignal) async throws {
            await shutdown.wait()
            asked.add(name)
            try await eventually("all are asked") { asked.all.count == count ? true : nil }
        }
    }

    @Test func allWaysAreAskedToEndAtOnce() async throws {
        let asked = Seen<String>()
        let parts = ["mail", "text"].map { Part(name: $0, asked: asked, count: 2) }
        let shutdown = ShutdownSignal()
        shutdown.give()
        try await DeliveryLoops(parts: parts).run(until: shutdown)
        #expect(asked.all.sorted() == ["mail", "text"])
        // One part of the process: its group ends parts one after the other.
        let fixture = try await NotifierFixture.changzhou()
        #expect(fixture.hosting.service.loops.count == 1)
    }
}
