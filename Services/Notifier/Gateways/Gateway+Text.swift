import Foundation
import HTTP

extension Gateway {
    /// `POST` of `{"to","text"}`, answered by any 2xx.
    ///
    /// - Parameters:
    ///   - token: sent as a bearer token; empty for none.
    ///   - send: such as `HTTPClient.send`.
    static func text(
        at url: String, token: String, letters: Letters,
        send: @escaping @Sendable (ClientRequest) async throws -> ClientResponse
    ) -> Gateway {
        Gateway(name: "text", batch: 128, concurrency: 32, patience: requestTimeout) { delivery in
            await Outcome.of {
                let letter = try await letters.compose(delivery)
                guard let phone = letter.phone else { return letter.withoutAddress }
                var headers: Headers = [
                    "Content-Type": "application/json", "Idempotency-Key": delivery.id.rawValue,
                ]
                if !token.isEmpty { headers["Authorization"] = "Bearer \(token)" }
                let body = try JSONSerialization.data(
                    withJSONObject: ["to": phone, "text": letter.text], options: [.sortedKeys])
                var request = ClientRequest(.post, url, headers: headers, body: [UInt8](body))
                request.timeout = requestTimeout
                // Named by the settings, so it may be in the own network.
                request.allowsPrivateAddresses = true
                return Outcome(status: try await send(request).status)
            }
        }
    }

    static let requestTimeout = Duration.seconds(10)
}
