import Contracts
import Foundation
import TestSupport
import Testing

/// Where the mail of a role goes.
@Suite struct MailboxTests {
    @Test(
        "a role's mail goes to the mailbox of the pack, and to no other",
        arguments: [
            ("changzhou", "changzhou-2020.1", ["discipline", "operator", "platform", "station", "supervisor"]),
            ("doumen", "doumen-2016.1", ["operator", "platform", "station", "supervisor"]),
        ])
    func eachRole(district: String, version: String, roles: [String]) async throws {
        let server = MailServer(isForMany: true)
        let fixture = try await NotifierFixture.mailing(through: server, district)
        for role in roles {
            let id = NotifierFixture.newCase()
            try await fixture.hear(
                AppealRegistered(
                    case: id, caseNumber: CaseNumber("N-1"), category: .complaint, channel: .web,
                    isForeignMatter: false, isComplex: false, isAnonymous: true, callbackMethod: .phone,
                    packVersion: version), of: district)
            try await fixture.hear(fixture.missed(id, owes: role, unit: nil), of: district)
        }
        try await fixture.deliverAll()
        // The operator is told of whatever is missed, and of its own once.
        let told = roles + roles.filter { $0 != "operator" }.map { _ in "operator" }
        #expect(Self.mailboxes(server) == told.sorted().map { "\($0)@\(district).example.invalid" })
    }

    @Test("CZ-64: the copies of the season's notice go to the offices' mailboxes") func eachOffice() async throws {
        let server = MailServer(isForMany: true)
        let fixture = try await NotifierFixture.mailing(through: server)
        try await fixture.hear(SeasonAdopted(season: "2020", shows: []))
        try await fixture.deliverAll()
        let offices = [
            "court", "garrison", "party-committee", "peoples-congress", "political-consultative", "procuratorate",
        ]
        #expect(Self.mailboxes(server) == offices.map { "\($0)@changzhou.example.invalid" })
    }

    @Test("DM-14: the publicity department's copy of a month's preview goes to its mailbox")
    func publicity() async throws {
        let server = MailServer(isForMany: true)
        let fixture = try await NotifierFixture.mailing(through: server, "doumen")
        try await fixture.hear(MonthPreviewed(month: "2016-06", shows: []), of: "doumen")
        try await fixture.deliverAll()
        #expect(Self.mailboxes(server) == ["publicity@doumen.example.invalid"])
    }

    @Test("DM-23: the work committee's copy of a request for leave goes to its mailbox") func workCommittee()
        async throws
    {
        let server = MailServer(isForMany: true)
        let fixture = try await NotifierFixture.mailing(through: server, "doumen")
        try await fixture.hear(
            LeaveRequested(broadcast: BroadcastID("2020-05-14"), unit: "xinbei", isWritten: true), of: "doumen")
        try await fixture.deliverAll()
        #expect(Self.mailboxes(server) == ["supervisor", "work-committee"].map { "\($0)@doumen.example.invalid" })
    }

    private static func mailboxes(_ server: MailServer) -> [String] {
        server.seen.commands.compactMap { $0.wholeMatch(of: /RCPT TO:<(.+)>/).map { String($0.1) } }.sorted()
    }
}
