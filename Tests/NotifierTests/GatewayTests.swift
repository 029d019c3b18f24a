import Contracts
import DistrictRegister
import Foundation
import HTTP
import ServiceKit
import TestSupport
import Testing

@testable import NotifierService

@Suite struct GatewayTests {
    private func id(of fixture: NotifierFixture, _ recipient: String) async throws -> String {
        let rows = try await fixture.asAdmin(
            "SELECT delivery FROM test_notifier.deliveries WHERE recipient = '\(recipient)'")
        return try #require(try rows.first?.decode(String.self))
    }

    @Test func aMissedDeadlineReachesTheLiaisonByMailInBothLanguagesWithItsDueTime() async throws {
        let server = MailServer()
        let fixture = try await NotifierFixture.mailing(through: server)
        let appeal = try fixture.appeal()
        try await fixture.hear(appeal)
        try await fixture.asAdmin("DELETE FROM test_notifier.deliveries")
        try await fixture.hear(fixture.missed(appeal.case))
        try await fixture.asAdmin("DELETE FROM test_notifier.deliveries WHERE recipient = 'operator'")
        #expect(try await fixture.deliverAll() == 1)
        let seen = server.seen
        #expect(seen.commands.contains("RCPT TO:<\(NotifierFixture.mailbox)>"))
        let id = try await id(of: fixture, "unit/xinbei")
        #expect(seen.message.contains("Message-ID: <\(id)@hotline.example.invalid>\r\n"))
        let text = seen.text
        #expect(text.contains("截止时间：2020-06-28 17:30"))
        #expect(text.contains("Due: 2020-06-28 17:30"))
        #expect(text.contains("时限：办结"))
        #expect(text.contains("单位：新北区"))
        #expect(text.contains("CZ200514-000042"))
        let chinese = try #require(text.range(of: "事项：超过时限"))
        let english = try #require(text.range(of: "Matter: Deadline missed"))
        #expect(chinese.lowerBound < english.lowerBound)
        #expect(try await fixture.events(NotificationDelivered.self).map(\.event.gateway) == ["mail"])
    }

    @Test func anOfficesMailGoesToThePacksMailbox() async throws {
        let server = MailServer()
        let fixture = try await NotifierFixture.mailing(through: server)
        let appeal = try fixture.appeal()
        try await fixture.hear(appeal)
        try await fixture.hear(fixture.missed(appeal.case, owes: "operator", unit: nil))
        try await fixture.deliverAll()
        #expect(server.seen.commands.contains("RCPT TO:<operator@changzhou.example.invalid>"))
    }

    @Test func aMailThatTheServerRefusesForGoodFailsAtOnce() async throws {
        let server = MailServer(replies: ["RCPT": "550 no such box"])
        let fixture = try await NotifierFixture.mailing(through: server)
        try await fixture.hear(fixture.dispatched(try fixture.appeal()))
        try await fixture.deliverAll()
        let failed = try await fixture.events(NotificationFailed.self)
        #expect(failed.map(\.event.reason) == ["smtp550"])
        #expect(failed.map(\.event.attempts) == [1])
        #expect(try await fixture.rows() == ["unit/xinbei mail failed"])
    }

    @Test func afterACrashBetweenSendingAndSettlingTheSameMailGoesOutWithTheSameMessageID() async throws {
        let server = MailServer()
        let fixture = try await NotifierFixture.mailing(through: server)
        try await fixture.hear(fixture.dispatched(try fixture.appeal()))
        let sender = try MailSender(url: "smtp://127.0.0.1:\(server.port)/hotline", security: .none)
        let letters = Letters(
            store: fixture.store, keys: fixture.keys, register: DistrictRegister(), statusPage: "")
        let sent = Seen<String>()
        let crashing = Gateway.mail(
            from: "desk@hotline.example.invalid", letters: letters, clock: fixture.clock, patience: .seconds(5)
        ) { mail in
            try await sender.send(mail)
            if sent.add(mail.messageID) == 1 { throw CancellationError() }
        }
        let instance = try Instance(beside: fixture, mail: crashing)
        try await eventually("delivered") {
            _ = try await instance.service.deliverDue()
            return try await fixture.rows() == ["unit/xinbei mail delivered"] ? true : nil
        }
        #expect(sent.all.count == 2)
        #expect(Set(sent.all).count == 1)
        let received = server.seen.message.split(separator: "\r\n").filter { $0.hasPrefix("Message-ID:") }
        #expect(received.count == 2)
        #expect(Set(received).count == 1)
        #expect(try await fixture.events(NotificationDelivered.self).count == 1)
    }

    @Test func aUnitWithoutALiaisonIsTriedAgainUntilItHasOne() async throws {
        let server = MailServer()
        let fixture = try await NotifierFixture.mailing(through: server)
        try await fixture.hear(fixture.dispatched(try fixture.appeal(), to: "water-supply"))
        #expect(try await fixture.hosting.service.deliverDue() == 1)
        let reasons = try await fixture.asAdmin("SELECT reason FROM test_notifier.deliveries WHERE state = 'pending'")
        #expect(try reasons.map { try $0.decode(String.self) } == ["noAddress"])
        try await fixture.hear(
            UnitChanged(
                unit: "water-supply", name: "通用水司", aliases: [],
                liaison: fixture.seal(
                    Liaison(mailbox: "water@example.invalid"), "liaison",
                    .init(district: "changzhou", unit: "water-supply"))))
        try await eventually("delivered") {
            _ = try await fixture.hosting.service.deliverDue()
            return try await fixture.rows() == ["unit/water-supply mail delivered"] ? true : nil
        }
    }

    @Test func aUnitWithoutALiaisonIsNotGivenUpWithinMinutes() async throws {
        let server = MailServer()
        let fixture = try await NotifierFixture.mailing(through: server)
        try await fixture.hear(fixture.dispatched(try fixture.appeal(), to: "water-supply"))
        try await eventually("tried more often than a delivery must be") {
            _ = try await fixture.hosting.service.deliverDue()
            return try await fixture.count("deliveries WHERE attempts > 8") == 1 ? true : nil
        }
        #expect(try await fixture.rows() == ["unit/water-supply mail pending"])
    }

    @Test func aLiaisonsMailboxThatIsNoneIsWaitedForLikeAMissingOne() async throws {
        let fixture = try await NotifierFixture.mailing(through: MailServer())
        fixture.clock.advance(bySeconds: 60)
        try await fixture.hear(
            UnitChanged(
                unit: "xinbei", name: "新北区", aliases: [],
                liaison: fixture.seal(
                    Liaison(mailbox: "王联络 xinbei"), "liaison", .init(district: "changzhou", unit: "xinbei"))))
        try await fixture.asAdmin("DELETE FROM test_notifier.deliveries")
        try await fixture.hear(fixture.dispatched(try fixture.appeal()))
        #expect(try await fixture.hosting.service.deliverDue() == 1)
        let reasons = try await fixture.asAdmin("SELECT reason FROM test_notifier.deliveries WHERE state = 'pending'")
        #expect(try reasons.map { try $0.decode(String.self) } == ["invalidAddress"])
    }

    @Test(arguments: [
        ("１３８００１３８０００", "13800138000"), ("+86 (138) 0013–8000", "13800138000"), ("0519-8568 1234", "051985681234"),
        ("+49 30 901820", "+4930901820"),
    ])
    func theGatewayIsGivenANumberInOneSpellingWhateverWasTyped(typed: String, sent: String) async throws {
        try await withReceiver { url, seen in
            let fixture = try await NotifierFixture.changzhou(environment: [
                "HOTLINE_TEXT_GATEWAY": "http", "HOTLINE_TEXT_GATEWAY_URL": url,
            ])
            let appeal = try fixture.appeal()
            try await fixture.hear(
                AppealRegistered(
                    case: appeal.case, caseNumber: appeal.caseNumber, channel: .web, isForeignMatter: false,
                    isComplex: false, isAnonymous: false, callbackMethod: .text,
                    citizen: try fixture.seal(
                        Citizen(name: "李群众", phone: typed), "citizen", .init(district: "changzhou", case: appeal.case)),
                    packVersion: appeal.packVersion))
            #expect(try await fixture.deliverAll() == 1)
            let body = try #require(seen.all.first).body
            let fields = try #require(try JSONSerialization.jsonObject(with: Data(body)) as? [String: String])
            #expect(fields["to"] == sent)
        }
    }

    @Test func theCitizensTextNamesTheCaseAndWhereToLookAndCarriesItsKey() async throws {
        try await withReceiver { url, seen in
            let fixture = try await NotifierFixture.changzhou(environment: [
                "HOTLINE_TEXT_GATEWAY": "http", "HOTLINE_TEXT_GATEWAY_URL": url, "HOTLINE_TEXT_GATEWAY_TOKEN": "t0k3n",
                "HOTLINE_STATUS_PAGE": "https://hotline.example.invalid/status",
            ])
            try await fixture.hear(try fixture.appeal())
            #expect(try await fixture.deliverAll() == 1)
            let request = try #require(seen.all.first)
            let body = try #require(
                try JSONSerialization.jsonObject(with: Data(request.body)) as? [String: String])
            #expect(body["to"] == NotifierFixture.phone)
            let text = try #require(body["text"])
            #expect(text.hasPrefix("【常州市政风热线】您的诉求已登记，编号 CZ200514-000042。"))
            #expect(text.contains("https://hotline.example.invalid/status"))
            #expect(text.contains("your appeal CZ200514-000042 has been registered"))
            let id = try await id(of: fixture, "citizen")
            #expect(request.headers["Idempotency-Key"] == id)
            #expect(request.headers["Authorization"] == "Bearer t0k3n")
        }
    }

    @Test func aBusyTextGatewayIsAskedAgainWithTheSameKey() async throws {
        try await withReceiver(statuses: [429, 503, 202]) { url, seen in
            try await deliverText(through: url)
            #expect(seen.all.count == 3)
            #expect(Set(seen.all.compactMap { $0.headers["Idempotency-Key"] }).count == 1)
        }
    }

    @Test func aTextThatTheGatewayRefusesFailsAtOnce() async throws {
        try await withReceiver(statuses: [422]) { url, seen in
            let fixture = try await NotifierFixture.changzhou(environment: [
                "HOTLINE_TEXT_GATEWAY": "http", "HOTLINE_TEXT_GATEWAY_URL": url,
            ])
            try await fixture.hear(try fixture.appeal())
            try await fixture.deliverAll()
            #expect(seen.all.count == 1)
            #expect(try await fixture.events(NotificationFailed.self).map(\.event.reason) == ["http422"])
        }
    }

    @Test func aCitizenWithoutANumberIsGivenUpAtOnce() async throws {
        try await withReceiver { url, seen in
            let fixture = try await NotifierFixture.changzhou(environment: [
                "HOTLINE_TEXT_GATEWAY": "http", "HOTLINE_TEXT_GATEWAY_URL": url,
            ])
            let appeal = try fixture.appeal()
            let nameless = AppealRegistered(
                case: appeal.case, caseNumber: appeal.caseNumber, channel: .web, isForeignMatter: false,
                isComplex: false, isAnonymous: false, callbackMethod: .web,
                citizen: try fixture.seal(
                    Citizen(name: "李群众"), "citizen", .init(district: "changzhou", case: appeal.case)),
                packVersion: appeal.packVersion)
            try await fixture.hear(nameless)
            try await fixture.deliverAll()
            #expect(seen.all.isEmpty)
            #expect(try await fixture.events(NotificationFailed.self).map(\.event.reason) == ["noAddress"])
        }
    }
}
