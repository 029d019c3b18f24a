import Contracts
import Postgres

/// Sends facts again: pointers to the journal are put back into the outbox. Inboxes make that harmless.
public enum Replay {
    /// - Returns: how many pointers were put back.
    @discardableResult
    public static func all(over connection: Connection) async throws -> Int {
        try await facts(ReplaySelection(), over: connection)
    }

    /// - Returns: how many pointers were put back; what the outbox points to already is not counted.
    @discardableResult
    public static func facts(_ selection: ReplaySelection, over connection: Connection) async throws -> Int {
        let topics = selection.topics.isEmpty ? Topic.allCases : selection.topics
        let from = selection.from ?? .earliest
        let to = selection.to ?? .latest
        return try await connection.transaction(scope: selection.district?.rawValue ?? "*") { transaction in
            // The row policy narrows to the district; the days narrow to their partitions.
            let rows = try transaction.run(
                """
                WITH again AS (
                    INSERT INTO outbox (position, district, day)
                    SELECT position, district, day FROM journal
                    WHERE day BETWEEN \(CivilDay(ofUTC: from))::date AND \(CivilDay(ofUTC: to))::date
                        AND time >= \(from) AND (time < \(to) OR \(selection.to == nil)) AND topic = ANY(\(topics.map(\.rawValue))::text[])
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
