import Foundation
import HTTP
import Sealing

extension Gateway {
    /// `POST` of `{"to","text"}`, answered by any 2xx. Numbers have the one spelling that their hashes have, whatever was
    /// typed: digits, and a `+` before a foreign one.
    ///
    /// - Parameter send: such as `HTTPClient.send`.
    static func text(
        at server: TextServer, letters: Letters, patience: Duration,
        send: @escaping @Sendable (ClientRequest) async throws -> ClientResponse
    ) -> Gateway {
        Gateway(name: "text", batch: 128, concurrency: 32, patience: patience) { delivery in
            await Outcome.of(.ours) {
                let letter = try await letters.compose(delivery)
                guard let phone = letter.phone else { return letter.withoutAddress }
                guard let number = PhoneNumber.normalised(phone) else { return letter.withWrongAddress }
                var headers: Headers = [
                    "Content-Type": "application/json", "Idempotency-Key": delivery.id.rawValue,
                ]
                if !server.token.isEmpty { headers["Authorization"] = "Bearer \(server.token)" }
                let body = try JSONSerialization.data(
                    withJSONObject: ["to": number, "text": letter.text], options: [.sortedKeys])
                var request = ClientRequest(.post, server.url, headers: headers, body: [UInt8](body))
                request.timeout = patience
                // Named by the settings, so it may be in the own network.
                request.allowsPrivateAddresses = true
                return Outcome(status: try await send(request).status, of: .ours)
            }
        }
    }
}

/// The gateway that takes text messages.
struct TextServer: Sendable {
    let url: String
    /// Sent as a bearer token; empty for none.
    let token: String
}
