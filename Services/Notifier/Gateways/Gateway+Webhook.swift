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
        store: EventStore, keys: KeyRing, allowsPrivateAddresses: Bool,
        send: @escaping @Sendable (ClientRequest) async throws -> ClientResponse
    ) -> Gateway {
        Gateway(name: "webhook", batch: 128, concurrency: 32, patience: requestTimeout) { delivery in
            await Outcome.of {
                guard case .subscription(let id) = Recipient(text: delivery.recipient), let payload = delivery.payload
                else { return .refused(reason: "noSubscription") }
                let found = try await store.read(in: delivery.district) { transaction in
                    try transaction.subscription(id, of: delivery.district)
                }
                guard let found else { return .refused(reason: "noSubscription") }
                let body = Array(payload.utf8)
                let secret = try keys.open(
                    found.secret, field: Subscription.secretField,
                    of: SealSubject(district: delivery.district, subscription: id))
                let headers: Headers = [
                    "Content-Type": "application/cloudevents+json", "Idempotency-Key": delivery.id.rawValue,
                    "Hotline-Signature": "sha256=\(try Signature.hmacSHA256(of: body, secret: secret))",
                ]
                var request = ClientRequest(.post, found.url, headers: headers, body: body)
                request.timeout = requestTimeout
                request.maximumResponse = 64 << 10
                request.allowsPrivateAddresses = allowsPrivateAddresses
                return Outcome(status: try await send(request).status)
            }
        }
    }
}
