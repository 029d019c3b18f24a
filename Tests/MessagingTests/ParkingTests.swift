import Contracts
import Postgres
import TestSupport
import Testing

@testable import Messaging

@Suite struct ParkingTests {
    private static let message = "01234567-89ab-4def-8123-456789abcdef"

    private static func inbox(of service: String, _ post: Post) -> Inbox {
        var settings = post.settings
        settings.service = service
        let handlers = Handlers().on(UnitChanged.self) { _, _, _ in throw RuleBroken("refused") }
        return Inbox(
            store: post.store, handlers: handlers, settings: settings, progress: post.progress, now: { .sample },
            report: post.reports.inbox)
    }

    /// The ids of the facts that something was parked, in order.
    private static func told(_ post: Post) async throws -> [String] {
        try await post.sql("SELECT event_id FROM journal WHERE topic = 'parked' ORDER BY position")
            .map { try $0.decode(String.self) }
    }

    @Test func whatTwoServicesParkIsTwoFactsAndOneThatIsHandledAgainIsTheSame() async throws {
        var told: [String] = []
        for service in ["ear", "ear", "eye"] {
            let post = try await Post()
            let record = try post.record(UnitChanged("bad"), id: Self.message)
            try await Self.inbox(of: service, post).handle([record])
            try await Self.inbox(of: service, post).handle([record])
            told += try await Self.told(post)
        }
        try #require(told.count == 3)
        #expect(told[0] == told[1] && told[1] != told[2])
    }

    @Test func whatIsParkedAgainAfterARetryIsAFactOfItsOwn() async throws {
        let post = try await Post()
        let inbox = Self.inbox(of: "ear", post)
        try await inbox.handle([try post.record(UnitChanged("bad"), id: Self.message)])
        let held = HeldMessages(over: try await post.connect())
        for _ in 1...2 {
            #expect(try await held.retry() == 1)
            _ = try await inbox.releaseWaiting()
        }
        let told = try await Self.told(post)
        #expect(told.count == 3 && Set(told).count == 3)
        #expect(try await post.held() == ["unit/bad parked"])
    }
}
