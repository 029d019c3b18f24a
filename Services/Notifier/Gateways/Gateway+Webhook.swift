import Contracts
import HTTP
import Messaging
import Sealing

extension Gateway {
    /// The event itself, to whoever subscribed to it.
    ///
    /// `Hotline-Signature` is `sha256=` and the HMAC-SHA-256 of the body under the subscription's secret, in
    /// hexadecimal; `Idempotency-Key` is the delivery's id.
    ///
    /// - Parameter allowsPrivateAddresses: for a closed network and for tests.
    static func webhook(
        from source: WebhookSource, allowsPrivateAddresses: Bool, patience: Duration,
        send: @escaping @Sendable (ClientRequest) async throws -> ClientResponse
    ) -> Gateway {
        Gateway(name: "webhook", batch: 128, concurrency: 32, patience: patience) { delivery in
            await Outcome.of(.theirs) {
                guard case .subscription(let id) = Recipient(text: delivery.recipient), let payload = delivery.payload
                else { return .refused(reason: "noSubscription") }
                let found = try await source.store.read(in: delivery.district) { transaction in
                    try transaction.subscription(id, of: delivery.district)
                }
                guard let found else { return .refused(reason: "noSubscription") }
                let body = Array(payload.utf8)
                let secret = try source.keys.open(
                    found.secret, field: Subscription.secretField,
                    of: SealSubject(district: delivery.district, subscription: id))
                let headers: Headers = [
                    "Content-Type": "application/cloudevents+json", "Idempotency-Key": delivery.id.rawValue,
                    "Hotline-Signature": "sha256=\(try Signature.hmacSHA256(of: body, secret: secret))",
                ]
                var request = ClientRequest(.post, found.url, headers: headers, body: body)
                request.timeout = patience
                request.maximumResponse = 64 << 10
                request.allowsPrivateAddresses = allowsPrivateAddresses
                return Outcome(status: try await send(request).status, of: .theirs)
            }
        }
    }
}

/// Where subscriptions and their secrets are.
struct WebhookSource: Sendable {
    let store: EventStore
    let keys: KeyRing
}
