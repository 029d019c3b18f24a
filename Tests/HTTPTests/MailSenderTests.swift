import Foundation
import HTTP
import TestSupport
import Testing

@Suite struct MailSenderTests {
    private func mail(subject: String = "超期未办结提醒", text: String = "请于今日 18:00 前回复。\n.\n..两点") -> Mail {
        Mail(
            from: Mailbox("hotline@example.org", name: "政风热线"), to: ["unit@example.org", "chief@example.org"],
            subject: subject, text: text, messageID: "<d-17@hotline.example.org>",
            date: Date(timeIntervalSince1970: 1_795_494_600))
    }

    private func decodedBody(_ message: String) -> String? {
        let parts = message.components(separatedBy: "\r\n\r\n")
        return Data(base64Encoded: parts.dropFirst().joined().replacing("\r\n", with: "")).map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    @Test func aMailArrivesWithItsFieldsAndItsText() async throws {
        let server = MailServer()
        let sender = try MailSender(url: "smtp://127.0.0.1:\(server.port)/desk", security: .none)
        try await sender.send(mail())
        let seen = server.seen
        #expect(seen.commands.contains("EHLO desk"))
        #expect(seen.commands.contains { $0.hasPrefix("MAIL FROM:<hotline@example.org>") })
        #expect(
            seen.commands.filter { $0.hasPrefix("RCPT TO:") } == [
                "RCPT TO:<unit@example.org>", "RCPT TO:<chief@example.org>",
            ])
        #expect(seen.message.contains("Message-ID: <d-17@hotline.example.org>\r\n"))
        #expect(seen.message.contains("Date: Tue, 24 Nov 2026 04:30:00 +0000\r\n"))
        #expect(seen.message.contains("To: unit@example.org,\r\n chief@example.org\r\n"))
        #expect(seen.message.contains("Subject: =?utf-8?B?\(Data("超期未办结提醒".utf8).base64EncodedString())?=\r\n"))
        #expect(decodedBody(seen.message) == "请于今日 18:00 前回复。\r\n.\r\n..两点")
        #expect(seen.message.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test func aLongSubjectIsCutIntoWordsThatEachDecode() async throws {
        let subject = String(repeating: "供水压力不足，", count: 20)
        let server = MailServer()
        let sender = try MailSender(url: "smtp://127.0.0.1:\(server.port)", security: .none)
        try await sender.send(mail(subject: subject))
        let lines = server.seen.message.components(separatedBy: "\r\n")
        let start = try #require(lines.firstIndex { $0.hasPrefix("Subject: ") })
        var decoded = ""
        for line in [lines[start].dropFirst(9)]
            + lines[(start + 1)...].prefix(while: { $0.hasPrefix(" ") }).map({ $0.dropFirst() })
        {
            #expect(line.utf8.count <= 75)
            let word = try #require(Data(base64Encoded: String(line.dropFirst("=?utf-8?B?".count).dropLast(2))))
            decoded += try #require(String(validating: word, as: UTF8.self))
        }
        #expect(decoded == subject)
    }

    @Test func aFieldCannotBringAnother() async throws {
        let sender = try MailSender(url: "smtp://127.0.0.1:1", security: .none)
        var mails: [Mail] = [mail(subject: "a\r\nBcc: all@example.org"), mail(), mail(), mail(), mail(), mail()]
        mails[1].to = ["a@example.org>\r\nRCPT TO:<b@example.org"]
        mails[2].from = Mailbox("a@example.org", name: "x\nBcc: y@example.org")
        mails[3].messageID = "<a@b>\r\nBcc: y@example.org"
        mails[4].to = []
        mails[5].to = ["a b@example.org"]
        for mail in mails {
            let error = await #expect(throws: ClientError.self) { try await sender.send(mail) }
            guard case .invalidRequest = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
    }

    @Test(arguments: [("RCPT", 550), ("RCPT", 451), ("DATA", 554), (".", 554), (".", 452)])
    func aRefusalOfTheMailIsToldByItsReply(command: String, reply: Int) async throws {
        let server = MailServer(replies: [command: "\(reply) no"])
        let sender = try MailSender(url: "smtp://127.0.0.1:\(server.port)", security: .none)
        await #expect(throws: ClientError.mailRefused(reply: reply)) { try await sender.send(mail()) }
    }

    @Test(arguments: [("MAIL", 421), ("MAIL", 530), ("MAIL", 550), ("RCPT", 530), ("RCPT", 535)])
    func aRefusalOfTheSessionOrTheSenderIsNoneOfTheMail(command: String, reply: Int) async throws {
        let server = MailServer(replies: [command: "\(reply) no"])
        let sender = try MailSender(url: "smtp://127.0.0.1:\(server.port)", security: .none)
        await #expect(throws: ClientError.mailServerRefused(reply: reply)) { try await sender.send(mail()) }
    }

    @Test func aServerThatGreetsNobodyRefusesTheSession() async throws {
        let server = MailServer(replies: ["EHLO": "554 no", "HELO": "554 no"])
        let sender = try MailSender(url: "smtp://127.0.0.1:\(server.port)", security: .none)
        await #expect(throws: ClientError.mailServerRefused(reply: 554)) { try await sender.send(mail()) }
    }

    @Test func withoutTLSNothingIsSentWhereItIsRequired() async throws {
        let server = MailServer()
        let sender = try MailSender(url: "smtp://127.0.0.1:\(server.port)")
        let error = await #expect(throws: ClientError.self) { try await sender.send(mail()) }
        guard case .mailServerRefused = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(!server.seen.commands.contains { $0.hasPrefix("MAIL") })
        #expect(throws: ClientError.self) {
            try MailSender(url: "smtp://127.0.0.1:25", credentials: .init(user: "u", password: "p"), security: .none)
        }
    }
}
