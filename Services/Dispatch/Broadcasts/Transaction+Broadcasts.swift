import Contracts
import Messaging
import Postgres

/// A show that is over.
struct Closing: Sendable {
    let at: Instant
    let units: [UnitID]

    /// Whose show it was, where it was one unit's.
    var onlyUnit: UnitID? { units.count == 1 ? units.first : nil }
}

extension Transaction {
    /// Which of these shows are over. Until the transaction ends none of them can be closed by another: an appeal and
    /// the close of its show see each other, whichever commits first.
    borrowing func closings(of broadcasts: Set<BroadcastID>, in district: DistrictID) throws -> [BroadcastID: Closing] {
        guard !broadcasts.isEmpty else { return [:] }
        // In one order, so that two transactions cannot wait for each other.
        let ids = broadcasts.sorted()
        try execute(
            """
            INSERT INTO broadcasts (district, broadcast) SELECT \(district)::text, * FROM unnest(\(ids)::text[])
            ON CONFLICT DO NOTHING
            """)
        let rows = try run(
            """
            SELECT broadcast, units, closed_at FROM broadcasts
            WHERE district = \(district) AND broadcast = ANY(\(ids)::text[]) ORDER BY broadcast FOR SHARE
            """)
        var closings: [BroadcastID: Closing] = [:]
        for row in rows {
            let (id, units, closed) = try row.decode((BroadcastID, [UnitID], Instant?).self)
            if let closed { closings[id] = Closing(at: closed, units: units) }
        }
        return closings
    }

    /// The first close counts.
    ///
    /// - Returns: false when it was closed before.
    borrowing func close(_ broadcast: BroadcastID, _ closing: Closing, in district: DistrictID) throws -> Bool {
        try change(
            """
            INSERT INTO broadcasts (district, broadcast, units, closed_at)
            VALUES (\(district), \(broadcast), \(closing.units)::text[], \(closing.at))
            ON CONFLICT (district, broadcast) DO UPDATE SET units = excluded.units, closed_at = excluded.closed_at
            WHERE broadcasts.closed_at IS NULL
            """) == 1
    }
}
