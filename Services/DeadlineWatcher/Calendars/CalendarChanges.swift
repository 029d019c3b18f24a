import Contracts
import Messaging
import Postgres

extension Transaction {
    /// Notes that a calendar came into force; what follows from it is done in batches, outside the handler.
    borrowing func noteChange(_ message: Received<CalendarPublished>) throws {
        try execute(
            """
            INSERT INTO calendar_changes (version, event_id, published_at)
            VALUES (\(message.event.version), \(message.envelope.id)::uuid, \(message.time))
            ON CONFLICT (version) DO NOTHING
            """)
    }

    /// The oldest change that a district has not gone through yet.
    borrowing func pendingChange() throws -> PendingChange? {
        let rows = try run(
            """
            SELECT district, version, published_at
            FROM (SELECT DISTINCT district FROM rule_packs) AS districts CROSS JOIN calendar_changes AS change
            WHERE (SELECT count(*) FROM recomputations AS done WHERE done.district = districts.district
                AND done.version = change.version AND done.is_done) < \(RecomputedHalf.allCases.count)::bigint
            ORDER BY published_at, version, district LIMIT 1
            """)
        return try rows.first.map { row in
            let (district, version, at) = try row.decode((DistrictID, String, Instant).self)
            return PendingChange(district: district, version: version, publishedAt: at)
        }
    }
}
