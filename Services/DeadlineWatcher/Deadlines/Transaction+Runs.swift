import Contracts
import Postgres

/// A run that must be written, with what was announced of its moves.
struct ChangedRun: Sendable {
    let `case`: CaseID
    let run: ClockRun
    var moves: [DeadlineMove] = []

    /// Nil where it has not moved, so that what is stored stays.
    var encodedMoves: String? { moves.isEmpty ? nil : moves.map(\.encoded).joined() }
}

extension Transaction {
    /// Writes runs that are new or have changed. Their case, or they themselves, are locked.
    borrowing func store(_ runs: [ChangedRun], of district: DistrictID) throws {
        guard !runs.isEmpty else { return }
        try execute(
            """
            INSERT INTO deadlines AS known (district, case_id, deadline, clock, rule, status, owes, unit, work_order,
                started_at, due_at, original_due_at, ended_at, is_provisional, calendar_version, pack_version, wake_at,
                awaits, run, moves)
            SELECT \(district)::text, * FROM unnest(\(runs.map(\.case))::uuid[], \(runs.map(\.run.id))::uuid[],
                \(runs.map(\.run.clock))::text[], \(runs.map(\.run.rule))::text[],
                \(runs.map(\.run.status.rawValue))::text[], \(runs.map(\.run.owes.rawValue))::text[],
                \(runs.map(\.run.unit))::text[], \(runs.map(\.run.workOrder))::text[],
                \(runs.map(\.run.startedAt))::timestamptz[], \(runs.map(\.run.due))::timestamptz[],
                \(runs.map(\.run.originalDue))::timestamptz[], \(runs.map(\.run.endedAt))::timestamptz[],
                \(runs.map(\.run.isProvisional))::boolean[], \(runs.map(\.run.calendarVersion))::text[],
                \(runs.map(\.run.packVersion))::text[], \(runs.map(\.run.wakeAt))::timestamptz[],
                \(runs.map { $0.run.awaited?.rawValue })::text[], \(runs.map(\.run.encoded))::text[],
                \(runs.map(\.encodedMoves))::text[])
            ON CONFLICT (district, case_id, deadline) DO UPDATE SET status = excluded.status, unit = excluded.unit,
                work_order = excluded.work_order, started_at = excluded.started_at, due_at = excluded.due_at,
                original_due_at = excluded.original_due_at, ended_at = excluded.ended_at,
                is_provisional = excluded.is_provisional, calendar_version = excluded.calendar_version,
                wake_at = excluded.wake_at, awaits = excluded.awaits, run = excluded.run,
                moves = CASE WHEN excluded.moves IS NULL THEN known.moves ELSE concat(known.moves, excluded.moves) END
            """)
    }
}
