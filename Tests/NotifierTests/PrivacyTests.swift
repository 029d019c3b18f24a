import Contracts
import Foundation
import HTTP
import Messaging
import ServiceKit
import Synchronization
import TestSupport
import Testing

@testable import NotifierService

@Suite struct PrivacyTests {
    /// The same service with a log that is kept, and everything logged.
    private func logged(_ fixture: NotifierFixture, _ lines: Seen<String>) throws -> NotifierService {
        let known = fixture.context
        let log = Log(
            service: "notifier", namespace: "test", level: .trace,
            output: LogOutput { lines.add(String(decoding: $0, as: UTF8.self)) })
        return try NotifierService(
            ServiceContext(
                namespace: known.namespace, service: known.service, store: known.store, clock: known.clock,
                keys: known.keys, vault: known.vault, tokens: known.tokens, log: log,
                environment: known.environment))
    }

    @Test func nothingPersonalIsInRowsLinesOrEvents() async throws {
        try await withReceiver(statuses: [503, 202]) { url, seen in
            let fixture = try await NotifierFixture.changzhou(environment: [
                "HOTLINE_TEXT_GATEWAY": "http", "HOTLINE_TEXT_GATEWAY_URL": url, "HOTLINE_DELIVERY_BACKOFF": "1ms",
            ])
            let lines = Seen<String>()
            let service = try logged(fixture, lines)
            let appeal = try fixture.appeal()
            try await fixture.hear(appeal)
            try await fixture.hear(fixture.dispatched(appeal))
            try await eventually("delivered") {
                _ = try await service.deliverDue()
                return try await fixture.rows().allSatisfy { $0.hasSuffix("delivered") } ? true : nil
            }
            #expect(seen.all.count == 2)
            var texts = lines.all
            for table in ["deliveries", "journal", "cases", "units", "held_messages"] {
                texts += try await fixture.asAdmin("SELECT t::text FROM test_notifier.\(table) t").map {
                    try $0.decode(String.self)
                }
            }
            #expect(texts.contains { $0.contains("\"template\":\"WorkOrderDispatched\"") })
            #expect(texts.contains { $0.contains("NotificationDelivered") })
            for secret in [NotifierFixture.phone, "李群众", "王联络", NotifierFixture.mailbox, "13900139000"] {
                #expect(!texts.contains { $0.contains(secret) }, "\(secret)")
            }
            #expect(!fixture.context.metrics.exposition().contains(NotifierFixture.phone))
        }
    }

    @Test func aTextWhoseKeyHasBeenDestroyedIsGivenUp() async throws {
        try await withReceiver { url, seen in
            let fixture = try await NotifierFixture.changzhou(environment: [
                "HOTLINE_TEXT_GATEWAY": "http", "HOTLINE_TEXT_GATEWAY_URL": url,
            ])
            try await fixture.hear(try fixture.appeal())
            try fixture.keys.destroy(
                district: "changzhou", month: .init(CivilDay(ofUTC: fixture.clock.now())))
            try await fixture.deliverAll()
            #expect(seen.all.isEmpty)
            #expect(try await fixture.events(NotificationFailed.self).map(\.event.reason) == ["keyDestroyed"])
        }
    }
}
