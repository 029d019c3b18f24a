import Contracts
import Foundation
import Postgres
import ServiceKit
import Synchronization
import TestSupport
import Testing

@testable import Messaging
@testable import OperatorService

/// Cannot handle an appeal of the category that it stumbles over, until it is mended.
struct StumblingService: HostedService {
    static let name = "stumbling"
    static let port = 0
    static let migrations: [MigrationSet] = []
    static let isMended = Mutex(false)
    static let heard = Mutex<[String]>([])

    init(_ context: ServiceContext) throws {}

    var handlers: Handlers {
        Handlers().on(UnitChanged.self) { message, _, _ in
            if message.event.name == "broken", !Self.isMended.withLock({ $0 }) { throw RuleBroken("no such unit") }
            Self.heard.withLock { $0.append(message.event.name) }
        }
    }

    func addRoutes(to router: inout GuardedRouter) {}
}

/// Three facts about one unit: the first cannot be handled, the others stay behind it.
@Suite(.serialized) struct HeldMessageTests {
    private let fixture: ServiceFixture<StumblingService>
    private let held: HeldMessages
    private let broken: EventID

    init() async throws {
        StumblingService.isMended.withLock { $0 = false }
        StumblingService.heard.withLock { $0 = [] }
        fixture = try await ServiceFixture(at: Instant(rfc3339: "2020-05-14T10:00:00+08:00") ?? .earliest)
        var login = fixture.admin
        login.user = "test_stumbling"
        login.password = "secret"
        login.searchPath = ["test_stumbling"]
        held = HeldMessages(over: try await Connection.connect(to: login))
        broken = try await fixture.hear(UnitChanged(unit: UnitID("a"), name: "broken"))
        try await fixture.hear(UnitChanged(unit: UnitID("a"), name: "second"))
        try await fixture.hear(UnitChanged(unit: UnitID("a"), name: "third"))
    }

    private var heard: [String] { StumblingService.heard.withLock { $0 } }

    @Test func whatIsParkedIsListedWithItsReason() async throws {
        let parked = try await held.entries()
        #expect(parked.map(\.message) == [broken])
        #expect(parked.map(\.reason) == ["no such unit"])
        #expect(try await held.entries(isWhole: true).map(\.kind) == ["parked", "behind", "behind"])
        let entry = try #require(try await held.entry(broken))
        #expect(String(decoding: entry.data, as: UTF8.self).contains("broken"))
        #expect(try await held.entry(EventID("no such id")) == nil)
    }

    @Test func aRetryGoesOnInOrder() async throws {
        #expect(try await held.retry(EventID("no such id")) == 0)
        StumblingService.isMended.withLock { $0 = true }
        #expect(try await held.retry(broken) == 1)
        _ = try await fixture.hosting.inbox.releaseWaiting()
        #expect(heard == ["broken", "second", "third"])
        #expect(try await fixture.count("held_messages") == 0)
    }

    @Test func aRetryThatFailsAgainIsParkedAgain() async throws {
        #expect(try await held.retry() == 1)
        _ = try await fixture.hosting.inbox.releaseWaiting()
        #expect(heard == [])
        #expect(try await held.entries().map(\.message) == [broken])
    }

    @Test func aDroppedMessageLetsTheOthersGoAndIsKept() async throws {
        let now = fixture.clock.now()
        #expect(try await held.drop(EventID("no such id"), because: "mistake", at: now) == false)
        #expect(try await held.drop(broken, because: "entered by mistake", at: now))
        _ = try await fixture.hosting.inbox.releaseWaiting()
        #expect(heard == ["second", "third"])
        let kept = try await fixture.asAdmin("SELECT message_id::text, reason FROM test_stumbling.dropped_messages")
        #expect(try kept.map { try $0.decode((String, String).self).0 } == [broken.rawValue])
        // Delivered again, it is known.
        try await fixture.hear(UnitChanged(unit: UnitID("a"), name: "broken"), id: broken.rawValue)
        #expect(try await fixture.count("held_messages") == 0)
    }
}
