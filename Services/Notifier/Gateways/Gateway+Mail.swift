import Contracts
import Foundation
import HTTP
import ServiceKit

extension Gateway {
    /// - Parameters:
    ///   - post: hands a mail to the server, such as `MailSender.send`.
    ///   - from: the sender; its domain also ends each Message-ID.
    static func mail(
        from sender: Mailbox, letters: Letters, clock: any DomainClock, patience: Duration,
        post: @escaping @Sendable (Mail) async throws -> Void
    ) -> Gateway {
        let domain = sender.address.split(separator: "@").last.map(String.init) ?? "localhost"
        return Gateway(name: "mail", batch: 32, concurrency: 8, patience: patience) { delivery in
            await Outcome.of(.ours) {
                let letter = try await letters.compose(delivery)
                guard let address = letter.mailbox else { return letter.withoutAddress }
                let recipient = Mailbox(address)
                guard recipient.isValid else { return letter.withWrongAddress }
                try await post(
                    Mail(
                        from: sender, to: [recipient], subject: letter.subject, text: letter.text,
                        messageID: "<\(delivery.id.rawValue)@\(domain)>",
                        date: Date(timeIntervalSince1970: Double(clock.now().milliseconds) / 1000)))
                return .delivered
            }
        }
    }
}
