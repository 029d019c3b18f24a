import Contracts
import Postgres

/// What time alone will do to a run next.
enum Awaited: String, Sendable {
    case warning, miss
}

extension ClockRun {
    var awaited: Awaited? { wakeAt.map { $0 > due ? .miss : .warning } }
}

extension Transaction {
    /// Writes runs that are new or have changed. Their case, or they themselves, are locked.
    borrowing func store(_ runs: [(case: CaseID, run: ClockRun)], of district: DistrictID) throws {
        guard !runs.isEmpty else { return }
        try execute(
            """
            INSERT INTO deadlines (district, case_id, deadline, clock, rule, status, owes, unit, work_order, started_at,
                due_at, original_due_at, ended_at, is_provisional, calendar_version, pack_version, wake_at, awaits, run)
            SELECT \(district)::text, * FROM unnest(\(runs.map(\.case))::uuid[], \(runs.map(\.run.id))::uuid[],
                \(runs.map(\.run.clock))::text[], \(runs.map(\.run.rule))::text[],
                \(runs.map(\.run.status.rawValue))::text[], \(runs.map(\.run.owes.rawValue))::text[],
                \(runs.map(\.run.unit))::text[], \(runs.map(\.run.workOrder))::text[],
                \(runs.map(\.run.startedAt))::timestamptz[], \(runs.map(\.run.due))::timestamptz[],
                \(runs.map(\.run.originalDue))::timestamptz[], \(runs.map(\.run.endedAt))::timestamptz[],
                \(runs.map(\.run.isProvisional))::boolean[], \(runs.map(\.run.calendarVersion))::text[],
                \(runs.map(\.run.packVersion))::text[], \(runs.map(\.run.wakeAt))::timestamptz[],
                \(runs.map { $0.run.awaited?.rawValue })::text[], \(runs.map(\.run.encoded))::text[])
            ON CONFLICT (district, case_id, deadline) DO UPDATE SET status = excluded.status, unit = excluded.unit,
                work_order = excluded.work_order, started_at = excluded.started_at, due_at = excluded.due_at,
                original_due_at = excluded.original_due_at, ended_at = excluded.ended_at,
                is_provisional = excluded.is_provisional, calendar_version = excluded.calendar_version,
                wake_at = excluded.wake_at, awaits = excluded.awaits, run = excluded.run
            """)
    }

    /// Locks runs whose time has come, leaving out those that somebody else is at.
    ///
    /// - Parameters:
    ///   - floor: nothing is looked for before this instant, where only dead index entries are left.
    ///   - limit: those whose instant is at or before it.
    borrowing func claim(
        _ awaited: Awaited, from floor: Instant, to limit: Instant, atMost count: Int, in district: DistrictID
    ) throws -> [(case: CaseID, run: ClockRun)] {
        let rows = try run(
            """
            SELECT case_id, run FROM deadlines
            WHERE awaits = \(awaited.rawValue) AND wake_at >= \(floor)::timestamptz
                AND wake_at <= \(limit)::timestamptz AND district = \(district)
            ORDER BY wake_at LIMIT \(count)::integer FOR UPDATE SKIP LOCKED
            """)
        return try rows.map { row in
            let (id, text) = try row.decode((CaseID, String).self)
            return (id, try ClockRun(encoded: text))
        }
    }

    /// Writes what firing changes of runs that were claimed.
    borrowing func storeFired(_ runs: [(case: CaseID, run: ClockRun)], of district: DistrictID) throws {
        guard !runs.isEmpty else { return }
        try execute(
            """
            UPDATE deadlines SET status = new.status, wake_at = new.wake_at, awaits = new.awaits, run = new.run
            FROM unnest(\(runs.map(\.case))::uuid[], \(runs.map(\.run.id))::uuid[],
                \(runs.map(\.run.status.rawValue))::text[], \(runs.map(\.run.wakeAt))::timestamptz[],
                \(runs.map { $0.run.awaited?.rawValue })::text[], \(runs.map(\.run.encoded))::text[])
                AS new (case_id, deadline, status, wake_at, awaits, run)
            WHERE deadlines.district = \(district) AND deadlines.case_id = new.case_id
                AND deadlines.deadline = new.deadline
            """)
    }
}
