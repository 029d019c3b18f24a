import Contracts
import Foundation
import HTTP
import TestSupport
import Testing

@testable import NotifierService

/// Who gets a copy of the season's notice and of a month's preview.
@Suite struct CopyTests {
    private static let shows = [
        PlannedShow(
            broadcast: BroadcastID("2020-05-14"), opensAt: NotifierFixture.morning.advanced(bySeconds: -1_800),
            closesAt: NotifierFixture.morning.advanced(bySeconds: 1_800), units: ["xinbei"], topic: "城乡建设")
    ]
    private static let season = SeasonAdopted(season: "2020", shows: shows)
    private static let month = MonthPreviewed(month: "2016-06", shows: shows)

    @Test("CZ-64: each copy recipient of the pack gets the season's notice, once") func eachGetsOne() async throws {
        let fixture = try await NotifierFixture.changzhou()
        let id = UUID().uuidString.lowercased()
        for _ in 1...2 { try await fixture.hear(Self.season, id: id) }
        let offices = [
            "court", "garrison", "party-committee", "peoples-congress", "political-consultative", "procuratorate",
        ]
        #expect(try await fixture.rows() == offices.map { "office/\($0) mail pending" })
        #expect(try await fixture.deliverAll() == 6)
        #expect(
            try await fixture.events(NotificationDelivered.self).map(\.event.recipient).sorted()
                == offices.map { "office/\($0)" })
    }

    @Test("CZ-64: the copy lists dates and units under the notice's number") func theCopyListsTheShows() async throws {
        let server = MailServer()
        let fixture = try await NotifierFixture.mailing(through: server)
        try await fixture.hear(Self.season)
        try await fixture.asAdmin("DELETE FROM test_notifier.deliveries WHERE recipient <> 'office/court'")
        #expect(try await fixture.deliverAll() == 1)
        #expect(server.seen.commands.contains("RCPT TO:<court@changzhou.example.invalid>"))
        let text = server.seen.text
        #expect(text.contains("2020-05-14 09:00–10:00  新北区  城乡建设"))
        #expect(text.contains("常政办发〔2020〕11号"))
    }

    @Test(
        "DM-14: the portal of the pack gets the month's preview by its subscription, and the publicity department a mail"
    )
    func thePortalIsTold() async throws {
        try await withReceiver { url, seen in
            let fixture = try await NotifierFixture(
                at: NotifierFixture.morning, environment: ["HOTLINE_WEBHOOK_PRIVATE_ADDRESSES": "true"])
            try await fixture.adopt("doumen")
            let answer = try await fixture.send(
                .put, "/v1/districts/doumen/subscriptions/portal",
                text: #"{"url":"\#(url)","types":["MonthPreviewed"],"secret":"correct-horse-battery-staple"}"#)
            #expect(answer.status == 200)
            let id = UUID().uuidString.lowercased()
            for _ in 1...2 { try await fixture.hear(Self.month, of: "doumen", id: id) }
            // Named by the pack and subscribed: still one.
            #expect(
                try await fixture.rows() == ["office/publicity mail pending", "subscription/portal webhook pending"])
            try await fixture.deliverAll()
            #expect(seen.all.count == 1)
            let body = String(decoding: try #require(seen.all.first).body, as: UTF8.self)
            #expect(body.contains("hotline.MonthPreviewed") && body.contains("城乡建设") && body.contains("xinbei"))
        }
    }

    @Test(
        "CZ-60: the programme team is mailed that a day's list is there, with its numbers and nothing of the citizens")
    func theTeamIsMailedTheList() async throws {
        let server = MailServer()
        let fixture = try await NotifierFixture.mailing(through: server)
        let id = UUID().uuidString.lowercased()
        let list = ListSent(
            day: try #require(CivilDay("2020-05-14")),
            caseNumbers: [CaseNumber("CZ200514-000007"), CaseNumber("CZ200514-000009")])
        for _ in 1...2 { try await fixture.hear(list, id: id) }
        #expect(try await fixture.rows() == ["station mail pending"])
        #expect(try await fixture.deliverAll() == 1)
        #expect(server.seen.commands.contains("RCPT TO:<station@changzhou.example.invalid>"))
        let lines = server.seen.text.split(whereSeparator: \.isNewline)
        #expect(lines.contains("登记日期：2020-05-14") && lines.contains("件数：2"))
        #expect(lines.suffix(2) == ["CZ200514-000007", "CZ200514-000009"])
    }

    @Test func aPortalThatNobodyHasEnteredFailsAndCanBeRetried() async throws {
        let fixture = try await NotifierFixture(at: NotifierFixture.morning)
        try await fixture.adopt("doumen")
        try await fixture.hear(Self.month, of: "doumen")
        try await fixture.deliverAll()
        let failed = try await fixture.events(NotificationFailed.self, of: "doumen").map(\.event)
        #expect(failed.map(\.recipient) == ["subscription/portal"])
        #expect(failed.map(\.reason) == ["noSubscription"])
    }

    @Test func aShowAloneIsCopiedToNobody() async throws {
        let fixture = try await NotifierFixture.changzhou()
        try await fixture.hear(
            BroadcastScheduled(
                broadcast: BroadcastID("2020-05-14"), opensAt: NotifierFixture.morning,
                closesAt: NotifierFixture.morning.advanced(bySeconds: 3_600), units: ["xinbei"],
                packVersion: "changzhou-2020.1"))
        #expect(try await fixture.rows() == [])
    }
}
