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
    borrowing func deadlines(of id: CaseID, in district: DistrictID) throws -> [DeadlineEntry] {
        try runs(
            """
            SELECT case_id, run, moves FROM deadlines
            WHERE district = \(district) AND case_id = \(id)::uuid AND status <> 'void' ORDER BY due_at, deadline
            """)
    }

    /// What units owe for a show: the deadlines of its preparations, which have no case number.
    borrowing func deadlines(
        of broadcast: BroadcastID, in district: DistrictID
    ) throws -> [DeadlineEntry] {
        try runs(
            """
            SELECT case_id, run, moves FROM deadlines JOIN case_states USING (district, case_id)
            WHERE district = \(district) AND broadcast = \(broadcast) AND case_number IS NULL AND status <> 'void'
            ORDER BY due_at, deadline
            """)
    }

    borrowing func deadlines(
        _ filter: DeadlineFilter, in district: DistrictID
    ) throws -> [DeadlineEntry] {
        let after = filter.after ?? .start
        let (status, unit) = (filter.status?.rawValue, filter.unit)
        return try runs(
            """
            SELECT case_id, run, moves FROM deadlines
            WHERE district = \(district) AND (due_at, deadline) > (\(after.at)::timestamptz, \(after.id)::uuid)
                AND due_at < \(filter.dueBefore ?? .latest)::timestamptz
                AND (status = \(status)::text OR \(status)::text IS NULL AND status <> 'void')
                AND (unit = \(unit)::text OR \(unit)::text IS NULL)
            ORDER BY due_at, deadline LIMIT \(filter.limit)::integer
            """)
    }

    private borrowing func runs(_ sql: SQL) throws -> [DeadlineEntry] {
        try run(sql).map { row in
            let (id, text, moves) = try row.decode((CaseID, String, String?).self)
            return DeadlineEntry(
                case: id, run: try ClockRun(encoded: text), moves: try DeadlineMove.all(encoded: moves))
        }
    }

    /// The cases with their runs, not locked.
    borrowing func states(
        of ids: [CaseID], in district: DistrictID
    ) throws -> [CaseID: (state: CaseState, number: CaseNumber?)] {
        let ids = Set(ids).sorted()
        var runs: [CaseID: [ClockRun]] = [:]
        for row in try run(
            """
            SELECT case_id, run FROM deadlines
            WHERE district = \(district) AND case_id = ANY(\(ids)::uuid[]) ORDER BY case_id, deadline
            """)
        {
            let (id, text) = try row.decode((CaseID, String).self)
            runs[id, default: []].append(try ClockRun(encoded: text))
        }
        let rows = try run(
            """
            SELECT case_id, case_number, facts FROM case_states
            WHERE district = \(district) AND case_id = ANY(\(ids)::uuid[])
            """)
        var states: [CaseID: (state: CaseState, number: CaseNumber?)] = [:]
        for row in rows {
            let (id, number, facts) = try row.decode((CaseID, CaseNumber?, String?).self)
            states[id] = (try CaseState(case: id, encodedFacts: facts, runs: runs[id] ?? []), number)
        }
        return states
    }

    /// - Parameter text: a case's id, or its number.
    borrowing func caseID(_ text: String, in district: DistrictID) throws -> CaseID? {
        let id = text.lowercased()
        if id.isUUID { return CaseID(id) }
        return try run(
            "SELECT case_id FROM case_states WHERE district = \(district) AND case_number = \(text) LIMIT 1"
        ).first?.decode(CaseID.self)
    }
}
