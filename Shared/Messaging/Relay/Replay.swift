import Contracts
import Postgres

/// Sends facts again: pointers to the journal are put back into the outbox. Inboxes make that harmless.
public enum Replay {
    /// - Returns: how many facts will be sent again.
    @discardableResult
    public static func all(over connection: Connection) async throws -> Int {
        try await facts(ReplaySelection(), over: connection)
    }

    /// - Returns: how many facts will be sent again; what is not sent yet is not counted.
    @discardableResult
    public static func facts(_ selection: ReplaySelection, over connection: Connection) async throws -> Int {
        let topics = selection.topics.isEmpty ? Topic.allCases : selection.topics
        let from = selection.from ?? .earliest
        let to = selection.to ?? .latest
        return try await connection.transaction(scope: selection.district?.rawValue ?? "*") { transaction in
            // Two at a time would not see what the other puts back.
            try transaction.execute("SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '.replay', 0))")
            // The row policy narrows to the district; the days narrow to their partitions.
            let rows = try transaction.run(
                """
                WITH parts AS (
                    SELECT position, district, day,
                        (row_number() OVER (PARTITION BY district ORDER BY position) - 1)
                            / \(Journal.eventsOfAPointer)::bigint AS part
                    FROM journal
                    WHERE day BETWEEN \(CivilDay(ofUTC: from))::date AND \(CivilDay(ofUTC: to))::date
                        AND time >= \(from) AND (time < \(to) OR \(selection.to == nil)) AND topic = ANY(\(topics.map(\.rawValue))::text[])
                        AND position NOT IN (SELECT position FROM unsent)),
                again AS (
                    INSERT INTO outbox (first_position, positions, days, district)
                    SELECT min(position), array_agg(position ORDER BY position), array_agg(day ORDER BY position), district
                    FROM parts GROUP BY district, part RETURNING cardinality(positions) AS events)
                SELECT coalesce(sum(events), 0) FROM again
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
