import Foundation
import TestSupport

extension NotifierFixture {
    static func mailing(
        through server: MailServer, _ district: String = "changzhou"
    ) async throws -> NotifierFixture {
        let fixture = try await NotifierFixture.changzhou(environment: settings(for: server))
        if district != "changzhou" { try await fixture.adopt(district) }
        return fixture
    }

    static func settings(for server: MailServer) -> [String: String] {
        [
            "HOTLINE_MAIL_GATEWAY": "smtp", "HOTLINE_SMTP_URL": "smtp://127.0.0.1:\(server.port)/hotline",
            "HOTLINE_SMTP_TLS": "false", "HOTLINE_MAIL_FROM": "desk@hotline.example.invalid",
            "HOTLINE_DELIVERY_BACKOFF": "1ms",
        ]
    }
}

extension MailServer.Received {
    /// What a person reads.
    var text: String {
        let parts = message.components(separatedBy: "\r\n\r\n")
        let text = Data(base64Encoded: parts.dropFirst().joined().replacing("\r\n", with: "")) ?? Data()
        return String(decoding: text, as: UTF8.self)
    }
}
