import Contracts
import Foundation
import Kafka
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

    @Test func whatCouldNotBeReadIsNotReleasedAndCanBeDropped() async throws {
        let topic = Topic.units.name(in: "test")
        let record = ConsumedRecord(
            topic: topic, partition: 0, offset: 7, key: "", headers: [], value: [1, 2], timestamp: 0)
        try await fixture.hosting.inbox.handle([record])
        let entry = try #require(try await held.entries().first { $0.district == DistrictID("unknown") })
        #expect(try await held.retry(entry.message) == 0)
        #expect(try await held.unreadable(entry.message) == 1)
        #expect(try await held.unreadable(broken) == 0)
        #expect(try await held.retry() == 1)
        _ = try await fixture.hosting.inbox.releaseWaiting()
        let left = try #require(try await held.entry(entry.message))
        #expect(left.kind == "parked" && left.reason == "header ce_specversion is missing" && left.data == [1, 2])
        #expect(try await held.drop(entry.message, because: "noise", at: fixture.clock.now()))
        #expect(try await held.unreadable() == 0)
        #expect(try await fixture.count("dropped_messages") == 1)
    }

    @Test func theCommandSaysWhatCannotBeTriedAgain() throws {
        #expect(try ParkedCommands.retried(nil, released: 2, unreadable: 0).count == 1)
        let lines = try ParkedCommands.retried(nil, released: 2, unreadable: 1)
        #expect(lines.first?.hasPrefix("2 released") == true)
        #expect(lines.last == "1 could not be read and stay parked: they can only be dropped")
        let id = EventID("m")
        #expect(try ParkedCommands.retried(id, released: 1, unreadable: 0).count == 1)
        #expect(throws: CommandFailure("no message m is parked")) {
            try ParkedCommands.retried(id, released: 0, unreadable: 0)
        }
        let failure = #expect(throws: CommandFailure.self) {
            try ParkedCommands.retried(id, released: 0, unreadable: 1)
        }
        #expect(failure?.description.contains("it can be dropped") == true)
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
