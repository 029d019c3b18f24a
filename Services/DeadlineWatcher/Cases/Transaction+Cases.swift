import Contracts
import Postgres

extension Transaction {
    /// Locks the cases' rows, makes those that are missing, and reads them with their runs: two round trips.
    ///
    /// Whoever opens cases does it through here and in the order of their ids, so no two wait for each other in a
    /// circle. The runs' rows are locked after the case's: a timer that fires at the same moment, which locks runs
    /// alone and never waits, has committed by then or skips them.
    borrowing func open(_ ids: [CaseID], in district: DistrictID) throws -> [OpenCase] {
        let ids = Set(ids).sorted()
        try execute(
            """
            INSERT INTO case_states (district, case_id)
            SELECT \(district)::text, id FROM unnest(\(ids)::uuid[]) AS id ORDER BY id ON CONFLICT DO NOTHING
            """)
        let cases = try run(
            """
            SELECT case_id, case_number, facts FROM case_states
            WHERE district = \(district) AND case_id = ANY(\(ids)::uuid[]) ORDER BY case_id FOR UPDATE
            """)
        let runs = try runs(of: ids, in: district)
        return try cases.map { row in
            let (id, number, facts) = try row.decode((CaseID, CaseNumber?, String?).self)
            let state = try CaseState(case: id, encodedFacts: facts, runs: runs[id] ?? [])
            return OpenCase(state: state, caseNumber: number)
        }
    }

    private borrowing func runs(of ids: [CaseID], in district: DistrictID) throws -> [CaseID: [ClockRun]] {
        let rows = try run(
            """
            SELECT case_id, run FROM deadlines
            WHERE district = \(district) AND case_id = ANY(\(ids)::uuid[]) ORDER BY case_id, deadline FOR UPDATE
            """)
        var runs: [CaseID: [ClockRun]] = [:]
        for row in rows {
            let (id, text) = try row.decode((CaseID, String).self)
            runs[id, default: []].append(try ClockRun(encoded: text))
        }
        return runs
    }

    /// - Parameter cases: locked by ``open(_:in:)``.
    borrowing func store(_ cases: [OpenCase], of district: DistrictID) throws {
        guard !cases.isEmpty else { return }
        try execute(
            """
            UPDATE case_states SET case_number = new.number, pack_version = new.pack, broadcast = new.show,
                facts = new.facts
            FROM unnest(\(cases.map(\.id))::uuid[], \(cases.map(\.caseNumber))::text[],
                \(cases.map(\.state.packVersion))::text[], \(cases.map(\.state.broadcast))::text[],
                \(cases.map(\.state.encodedFacts))::text[]) AS new (id, number, pack, show, facts)
            WHERE district = \(district) AND case_id = new.id
            """)
    }

    borrowing func cases(of broadcasts: [BroadcastID], in district: DistrictID) throws -> [CaseID] {
        guard !broadcasts.isEmpty else { return [] }
        let rows = try run(
            """
            SELECT case_id FROM case_states
            WHERE district = \(district) AND broadcast = ANY(\(broadcasts)::text[])
            """)
        return try rows.map { try $0.decode(CaseID.self) }
    }
}
