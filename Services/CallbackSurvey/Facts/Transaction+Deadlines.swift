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
        _ change: DeadlineChange, _ facts: [(fact: DeadlineFact, at: Instant)], in district: DistrictID
    ) throws {
        let cases = facts.map(\.fact.case.rawValue)
        let deadlines = facts.map(\.fact.deadline.rawValue)
        let isMet = change == .met
        let isMissed = change == .missed
        let isWithdrawn = change == .withdrawn
        let isCancelled = change == .cancelled
        try execute(
            """
            UPDATE deadlines SET
                met_at = CASE WHEN \(isMet)::boolean THEN coalesce(met_at, heard.at) ELSE met_at END,
                missed_at = CASE WHEN \(isMissed)::boolean THEN coalesce(missed_at, heard.at) ELSE missed_at END,
                withdrawn_at = CASE WHEN \(isWithdrawn)::boolean THEN coalesce(withdrawn_at, heard.at)
                    ELSE withdrawn_at END,
                cancelled_at = CASE WHEN \(isCancelled)::boolean THEN coalesce(cancelled_at, heard.at)
                    ELSE cancelled_at END
            FROM unnest(\(cases)::uuid[], \(deadlines)::uuid[], \(facts.map(\.at))::timestamptz[])
                AS heard (case_id, deadline, at)
            WHERE deadlines.district = \(district) AND deadlines.case_id = heard.case_id
                AND deadlines.deadline = heard.deadline
            """)
    }
}
