import Contracts
import Postgres

extension Transaction {
    /// Locks cases, known or not, and reads them with their runs: two round trips.
    ///
    /// Whoever opens cases does it through here and in the order of their keys, so no two wait for each other in a
    /// circle. The runs' rows are locked after the case: a timer that fires at the same moment, which locks runs alone
    /// and never waits, has committed by then or skips them.
    borrowing func open(_ ids: [CaseID], in district: DistrictID) throws -> [OpenCase] {
        let ids = Set(ids).sorted()
        try lock(ids, of: district)
        let rows = try run(
            """
            SELECT case_id, case_number, facts, backlog, backlog_at FROM case_states
            WHERE district = \(district) AND case_id = ANY(\(ids)::uuid[])
            """)
        var known: [CaseID: StoredCase] = [:]
        for row in rows {
            let (id, number, facts, backlog, at) = try row.decode(
                (CaseID, CaseNumber?, String?, String?, Instant?).self)
            known[id] = StoredCase(number: number, facts: facts, backlog: backlog, backlogAt: at)
        }
        let runs = try runs(of: ids, in: district)
        return try ids.map { id in
            let state = try CaseState(case: id, encodedFacts: known[id]?.facts, runs: runs[id] ?? [])
            let backlog = try BacklogEntry.entries(known[id]?.backlog)
            return OpenCase(
                state: state, caseNumber: known[id]?.number, backlog: backlog, backlogAt: known[id]?.backlogAt)
        }
    }

    private struct StoredCase {
        let number: CaseNumber?
        let facts: String?
        let backlog: String?
        let backlogAt: Instant?
    }

    /// By advisory locks, since a case that is new has no row to be locked; to lock by writing one would cost a second
    /// version of the row. A read that follows sees what the lock's last holder has committed.
    private borrowing func lock(_ ids: [CaseID], of district: DistrictID) throws {
        try execute(
            """
            SELECT pg_advisory_xact_lock(key) FROM (
                SELECT DISTINCT hashtextextended(current_schema() || \("/case/\(district)/") || id, 0) AS key
                FROM unnest(\(ids.map(\.rawValue))::text[]) AS id ORDER BY key) AS ordered
            """)
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
            INSERT INTO case_states (district, case_id, case_number, pack_version, broadcast, facts, backlog, backlog_at)
            SELECT \(district)::text, * FROM unnest(\(cases.map(\.id))::uuid[], \(cases.map(\.caseNumber))::text[],
                \(cases.map(\.state.packVersion))::text[], \(cases.map(\.broadcast))::text[],
                \(cases.map(\.state.encodedFacts))::text[], \(cases.map { BacklogEntry.encoded($0.backlog) })::text[],
                \(cases.map(\.backlogAt))::timestamptz[])
            ON CONFLICT (district, case_id) DO UPDATE SET case_number = excluded.case_number,
                pack_version = excluded.pack_version, broadcast = excluded.broadcast, facts = excluded.facts,
                backlog = excluded.backlog, backlog_at = excluded.backlog_at
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
