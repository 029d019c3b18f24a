import Contracts
import Postgres

/// Sends facts again: pointers to the journal are put back into the outbox. Inboxes make that harmless.
public enum Replay {
    /// - Returns: how many pointers were put back.
    @discardableResult
    public static func all(over connection: Connection) async throws -> Int {
        try await connection.transaction(scope: "*") { transaction in
            let rows = try transaction.run(
                """
                WITH again AS (
                    INSERT INTO outbox (position, district, day) SELECT position, district, day FROM journal
                    ON CONFLICT DO NOTHING RETURNING 1)
                SELECT count(*) FROM again
                """)
            return try rows.first?.decode(Int.self) ?? 0
        }
    }

    /// - Parameter since: the first UTC day whose facts are sent again.
    @discardableResult
    public static func topics(
        _ topics: [Topic], since day: CivilDay, over connection: Connection
    ) async throws -> Int {
        try await connection.transaction(scope: "*") { transaction in
            let rows = try transaction.run(
                """
                WITH again AS (
                    INSERT INTO outbox (position, district, day)
                    SELECT position, district, day FROM journal
                    WHERE day >= \(day)::date AND topic = ANY(\(topics.map(\.rawValue))::text[])
                    ON CONFLICT DO NOTHING RETURNING 1)
                SELECT count(*) FROM again
                """)
            return try rows.first?.decode(Int.self) ?? 0
        }
    }

    /// Takes the configured broker for the right one from now on.
    public static func accept(cluster: String, over connection: Connection) async throws {
        _ = try await connection.run(
            """
            INSERT INTO relay_state (cluster_id) VALUES (\(cluster))
            ON CONFLICT (only_row) DO UPDATE SET cluster_id = excluded.cluster_id
            """)
    }
}
