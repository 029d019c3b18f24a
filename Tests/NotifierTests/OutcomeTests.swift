import Contracts
import Foundation
import HTTP
import ServiceKit
import TestSupport
import Testing

@testable import NotifierService

/// What servers' answers mean for one message, and for all.
@Suite struct OutcomeTests {
    @Test(arguments: [
        (200, Outcome.delivered), (202, .delivered), (302, .refused(reason: "http302")),
        (400, .refused(reason: "http400")), (401, .refused(reason: "http401")), (404, .refused(reason: "http404")),
        (408, .retry(reason: "http408")), (429, .retry(reason: "http429")), (500, .retry(reason: "http500")),
        (503, .retry(reason: "http503")),
    ])
    func aRecipientsStatusDecidesWhetherItIsTriedAgain(status: Int, outcome: Outcome) {
        #expect(Outcome(status: status, of: .theirs) == outcome)
    }

    @Test(arguments: [
        (200, Outcome.delivered), (302, .blocked(reason: "http302")), (400, .refused(reason: "http400")),
        (401, .blocked(reason: "http401")), (403, .blocked(reason: "http403")), (404, .blocked(reason: "http404")),
        (407, .blocked(reason: "http407")), (408, .retry(reason: "http408")), (422, .refused(reason: "http422")),
        (429, .retry(reason: "http429")), (503, .retry(reason: "http503")),
    ])
    func aGatewaysStatusAboutUsIsNoRefusalOfTheMessage(status: Int, outcome: Outcome) {
        #expect(Outcome(status: status, of: .ours) == outcome)
    }

    static let errors: [(ClientError, Outcome)] = [
        (.mailRefused(reply: 451), .retry(reason: "smtp451")),
        (.mailRefused(reply: 550), .refused(reason: "smtp550")),
        (.mailServerRefused(reply: 421), .retry(reason: "smtp421")),
        (.mailServerRefused(reply: 535), .blocked(reason: "smtp535")),
        (.mailServerRefused(reply: 250), .blocked(reason: "smtpSession")),
        (.invalidRequest("the URL is not one"), .blocked(reason: "invalidRequest")),
        (.timedOut, .retry(reason: "timedOut")),
    ]

    @Test(arguments: errors) func aGatewaysErrorDecidesWhetherItIsTriedAgain(error: ClientError, outcome: Outcome) {
        #expect(Outcome(error, of: .ours) == outcome)
    }

    @Test func aSubscriptionsWrongAddressIsItsOwn() {
        #expect(
            Outcome(.invalidRequest("the URL is not one"), of: .theirs) == .refused(reason: "invalidAddress"))
    }

    @Test(arguments: [("MAIL", "535 5.7.8 log in first"), ("MAIL", "550 no such sender"), ("RCPT", "530 5.7.0 log in")])
    func aMailServerThatDoesNotLetUsInEndsNoLetter(command: String, reply: String) async throws {
        let server = MailServer(replies: [command: reply])
        let fixture = try await NotifierFixture.mailing(through: server)
        try await fixture.hear(fixture.dispatched(try fixture.appeal()))
        #expect(try await fixture.hosting.service.deliverDue() == 1)
        #expect(try await fixture.rows() == ["unit/xinbei mail pending"])
        #expect(try await fixture.events(NotificationFailed.self).isEmpty)
        let text = fixture.context.metrics.exposition()
        #expect(text.contains("hotline_deliveries_total{gateway=\"mail\",result=\"blocked\"} 1"))
    }

    @Test func aTextGatewayThatDoesNotKnowUsEndsNoMessage() async throws {
        try await withReceiver(statuses: [401, 403, 407, 202]) { url, seen in
            try await deliverText(through: url)
            #expect(seen.all.count == 4)
        }
    }

    @Test func aGatewayThatRefusesEverythingIsSaidOnceInAWhileAndWhenItIsOver() async throws {
        let lines = Seen<String>()
        let log = Log(
            service: "notifier", namespace: "test", level: .info,
            output: LogOutput { lines.add(String(decoding: $0, as: UTF8.self)) })
        let alarm = GatewayAlarm(of: "mail", log: log)
        await alarm.heard([.delivered, .retry(reason: "timedOut")])
        #expect(lines.all.isEmpty)
        for _ in 1...3 { await alarm.heard([.retry(reason: "timedOut"), .blocked(reason: "smtp535")]) }
        #expect(lines.all.count == 1)
        #expect(lines.all.allSatisfy { $0.contains("\"level\":\"error\"") && $0.contains("smtp535") })
        await alarm.heard([.retry(reason: "timedOut")])
        await alarm.heard([.delivered])
        await alarm.heard([.delivered])
        #expect(lines.all.count == 2)
        #expect(lines.all.last?.contains("gateway takes messages again") == true)
    }
}
