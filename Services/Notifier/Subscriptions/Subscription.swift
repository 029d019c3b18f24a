import Contracts
import Postgres

/// A system outside that is told of some types of events.
struct Subscription: Sendable {
    let id: String
    let url: String
    /// CloudEvents types, such as `hotline.DeadlineMissed`.
    let types: Set<String>
    /// What signs the deliveries, sealed.
    let secret: SealedText

    static let secretField = "secret"
}

extension Transaction {
    borrowing func subscriptions(of district: DistrictID) throws -> [Subscription] {
        try run(
            """
            SELECT subscription, url, types, secret_key, secret_box FROM subscriptions
            WHERE district = \(district) ORDER BY subscription
            """
        ).map(Subscription.init)
    }

    borrowing func subscription(_ id: String, of district: DistrictID) throws -> Subscription? {
        try run(
            """
            SELECT subscription, url, types, secret_key, secret_box FROM subscriptions
            WHERE district = \(district) AND subscription = \(id)
            """
        ).first.map(Subscription.init)
    }

    borrowing func store(_ subscription: Subscription, of district: DistrictID, at now: Instant) throws {
        try execute(
            """
            INSERT INTO subscriptions (district, subscription, url, types, secret_key, secret_box, changed_at)
            VALUES (\(district), \(subscription.id), \(subscription.url), \(subscription.types.sorted())::text[],
                \(subscription.secret.keyId), \(subscription.secret.box), \(now))
            ON CONFLICT (district, subscription) DO UPDATE
            SET url = excluded.url, types = excluded.types, secret_key = excluded.secret_key,
                secret_box = excluded.secret_box, changed_at = excluded.changed_at
            """)
    }

    /// - Returns: false when there was none.
    borrowing func removeSubscription(_ id: String, of district: DistrictID) throws -> Bool {
        try change("DELETE FROM subscriptions WHERE district = \(district) AND subscription = \(id)") > 0
    }
}

extension Subscription {
    fileprivate init(_ row: Row) throws {
        let (id, url, types, key, box) = try row.decode((String, String, [String], String, String).self)
        self.init(id: id, url: url, types: Set(types), secret: SealedText(keyId: key, box: box))
    }
}
