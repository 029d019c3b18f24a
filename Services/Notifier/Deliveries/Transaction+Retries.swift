import Contracts
import Messaging
import Postgres

/// Another round for deliveries that have failed.
extension Transaction {
    /// - Returns: the state afterwards; nil for an unknown delivery.
    borrowing func retry(_ id: DeliveryID, of district: DistrictID) throws -> String? {
        _ = try putBack([id], of: district)
        return try run("SELECT state FROM deliveries WHERE district = \(district) AND delivery = \(id)::uuid")
            .first?.decode(String.self)
    }

    /// Those that failed at `since` or later, the earliest first.
    ///
    /// - Returns: how many were put back.
    borrowing func retryFailed(since: Instant, of district: DistrictID, atMost limit: Int) throws -> Int {
        let rows = try run(
            """
            SELECT delivery FROM deliveries
            WHERE district = \(district) AND state = 'failed' AND settled_at >= \(since)::timestamptz
            ORDER BY settled_at, delivery LIMIT \(limit) FOR UPDATE SKIP LOCKED
            """)
        return try putBack(try rows.map { try $0.decode(DeliveryID.self) }, of: district)
    }

    /// How many have failed at `since` or later.
    borrowing func failures(since: Instant, of district: DistrictID) throws -> Int {
        try run(
            """
            SELECT count(*) FROM deliveries
            WHERE district = \(district) AND state = 'failed' AND settled_at >= \(since)::timestamptz
            """
        ).first?.decode(Int.self) ?? 0
    }

    private borrowing func putBack(_ ids: [DeliveryID], of district: DistrictID) throws -> Int {
        try change(
            """
            UPDATE deliveries
            SET state = 'pending', round = round + 1, attempts = 0, tried_since = NULL, reason = NULL, settled_at = NULL,
                lease_until = NULL, next_attempt_at = clock_timestamp()
            WHERE district = \(district) AND delivery = ANY(\(ids)::uuid[]) AND state = 'failed'
            """)
    }
}
