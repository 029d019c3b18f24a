import Contracts
import Postgres

/// Which deadlines a list shows; those found never to have been owed only when asked for.
struct DeadlineFilter: Sendable {
    var status: ClockRun.Status?
    var unit: UnitID?
    var dueBefore: Instant?
    /// Those behind this place.
    var after: Cursor?
    var limit = 50
}

extension Transaction {
    borrowing func deadlines(of id: CaseID, in district: DistrictID) throws -> [(case: CaseID, run: ClockRun)] {
        try runs(
            """
            SELECT case_id, run FROM deadlines
            WHERE district = \(district) AND case_id = \(id)::uuid AND status <> 'void' ORDER BY due_at, deadline
            """)
    }

    /// What units owe for a show: the deadlines of its preparations, which have no case number.
    borrowing func deadlines(
        of broadcast: BroadcastID, in district: DistrictID
    ) throws -> [(case: CaseID, run: ClockRun)] {
        try runs(
            """
            SELECT case_id, run FROM deadlines JOIN case_states USING (district, case_id)
            WHERE district = \(district) AND broadcast = \(broadcast) AND case_number IS NULL AND status <> 'void'
            ORDER BY due_at, deadline
            """)
    }

    borrowing func deadlines(
        _ filter: DeadlineFilter, in district: DistrictID
    ) throws -> [(case: CaseID, run: ClockRun)] {
        let after = filter.after ?? .start
        let (status, unit) = (filter.status?.rawValue, filter.unit)
        return try runs(
            """
            SELECT case_id, run FROM deadlines
            WHERE district = \(district) AND (due_at, deadline) > (\(after.at)::timestamptz, \(after.id)::uuid)
                AND due_at < \(filter.dueBefore ?? .latest)::timestamptz
                AND (status = \(status)::text OR \(status)::text IS NULL AND status <> 'void')
                AND (unit = \(unit)::text OR \(unit)::text IS NULL)
            ORDER BY due_at, deadline LIMIT \(filter.limit)::integer
            """)
    }

    private borrowing func runs(_ sql: SQL) throws -> [(case: CaseID, run: ClockRun)] {
        try run(sql).map { row in
            let (id, text) = try row.decode((CaseID, String).self)
            return (id, try ClockRun(encoded: text))
        }
    }

    /// The cases without their runs, not locked.
    borrowing func states(
        of ids: [CaseID], in district: DistrictID
    ) throws -> [CaseID: (state: CaseState, number: CaseNumber?)] {
        let rows = try run(
            """
            SELECT case_id, case_number, facts FROM case_states
            WHERE district = \(district) AND case_id = ANY(\(Set(ids).sorted())::uuid[])
            """)
        var states: [CaseID: (state: CaseState, number: CaseNumber?)] = [:]
        for row in rows {
            let (id, number, facts) = try row.decode((CaseID, CaseNumber?, String?).self)
            states[id] = (try CaseState(case: id, encodedFacts: facts, runs: []), number)
        }
        return states
    }
}
