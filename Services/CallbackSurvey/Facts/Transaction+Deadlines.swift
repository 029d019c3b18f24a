import Contracts
import Messaging
import Postgres

extension Transaction {
    borrowing func keep(deadlines: [DeadlineFact], of district: DistrictID) throws {
        guard !deadlines.isEmpty else { return }
        try execute(
            """
            INSERT INTO deadlines (district, case_id, deadline, clock, rule, work_order, unit)
            SELECT \(district)::text, * FROM unnest(\(deadlines.map(\.case.rawValue))::uuid[],
                \(deadlines.map(\.deadline.rawValue))::uuid[], \(deadlines.map(\.clock))::text[],
                \(deadlines.map(\.rule))::text[], \(deadlines.map(\.workOrder?.rawValue))::uuid[],
                \(deadlines.map(\.debtor))::text[])
            ON CONFLICT DO NOTHING
            """)
    }

    /// The first time that it was so is kept.
    borrowing func note(
        _ end: DeadlineEnd, _ facts: [(fact: DeadlineFact, at: Instant)], in district: DistrictID
    ) throws {
        let cases = facts.map(\.fact.case.rawValue)
        let deadlines = facts.map(\.fact.deadline.rawValue)
        let isMet = end == .met
        let isCancelled = end == .cancelled
        try execute(
            """
            UPDATE deadlines SET
                met_at = CASE WHEN \(isMet)::boolean THEN coalesce(met_at, heard.at) ELSE met_at END,
                cancelled_at = CASE WHEN \(isCancelled)::boolean THEN coalesce(cancelled_at, heard.at)
                    ELSE cancelled_at END
            FROM unnest(\(cases)::uuid[], \(deadlines)::uuid[], \(facts.map(\.at))::timestamptz[])
                AS heard (case_id, deadline, at)
            WHERE deadlines.district = \(district) AND deadlines.case_id = heard.case_id
                AND deadlines.deadline = heard.deadline
            """)
    }

    /// Every one is kept by its instant, so that hearing one again, or in another order, changes nothing.
    borrowing func note(_ misses: [MissFact], in district: DistrictID) throws {
        guard !misses.isEmpty else { return }
        let cases = misses.map(\.deadline.case.rawValue)
        let deadlines = misses.map(\.deadline.deadline.rawValue)
        try execute(
            """
            UPDATE deadlines SET misses = in_order(misses || heard.missed),
                withdrawals = in_order(withdrawals || heard.withdrawn)
            FROM (
                SELECT case_id, deadline,
                    coalesce(array_agg(at) FILTER (WHERE NOT is_withdrawal), '{}') AS missed,
                    coalesce(array_agg(at) FILTER (WHERE is_withdrawal), '{}') AS withdrawn
                FROM unnest(\(cases)::uuid[], \(deadlines)::uuid[], \(misses.map(\.isWithdrawal))::boolean[],
                    \(misses.map(\.at))::timestamptz[]) AS facts (case_id, deadline, is_withdrawal, at)
                GROUP BY case_id, deadline) AS heard
            WHERE deadlines.district = \(district) AND deadlines.case_id = heard.case_id
                AND deadlines.deadline = heard.deadline
            """)
    }
}
