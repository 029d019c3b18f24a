import Contracts
import Messaging
import Postgres

/// How often the unit that an operator chose was suggested.
struct Accuracy: Sendable, Encodable {
    let since: Instant
    /// How many cases an operator gave to a unit.
    let decided: Int
    /// For how many of them there was a suggestion.
    let offered: Int
    /// How often the chosen unit was the first, and one of the first three.
    let top1: Int
    let top3: Int
    /// Of those for which there was a suggestion, 0 to 1; nil where there was none.
    let top1Share: Double?
    let top3Share: Double?
}

extension Transaction {
    borrowing func accuracy(since: Instant, in district: DistrictID) throws -> Accuracy {
        let rows = try run(
            """
            SELECT count(*), count(*) FILTER (WHERE offered > 0), count(*) FILTER (WHERE rank = 1),
                count(*) FILTER (WHERE rank <= 3)
            FROM suggestion_outcomes WHERE district = \(district) AND decided_at >= \(since)
            """)
        let (decided, offered, top1, top3) = try rows.first?.decode((Int, Int, Int, Int).self) ?? (0, 0, 0, 0)
        func share(_ hits: Int) -> Double? { offered == 0 ? nil : Double(hits) / Double(offered) }
        return Accuracy(
            since: since, decided: decided, offered: offered, top1: top1, top3: top3, top1Share: share(top1),
            top3Share: share(top3))
    }

    /// An operator has chosen the unit of this work order while these were suggested.
    borrowing func note(
        _ suggestions: Suggestions, chosen order: WorkOrderID, of unit: UnitID, at now: Instant,
        in district: DistrictID
    ) throws {
        try execute(
            """
            INSERT INTO suggestion_outcomes (district, work_order, unit, offered, rank, decided_at)
            VALUES (\(district), \(order)::uuid, \(unit), \(suggestions.suggestions.count),
                \(suggestions.rank(of: unit)), \(now))
            """)
    }
}
