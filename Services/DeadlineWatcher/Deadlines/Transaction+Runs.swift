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

    /// Writes what reckoning again changes of runs that have their rows, which are locked: half as dear as ``store(_:of:)``.
    borrowing func move(_ runs: [ChangedRun], of district: DistrictID) throws {
        guard !runs.isEmpty else { return }
        let columns = MovedColumns(runs)
        try execute(
            """
            UPDATE deadlines SET status = new.status, started_at = new.started_at, due_at = new.due_at,
                is_provisional = new.is_provisional, calendar_version = new.calendar_version, wake_at = new.wake_at,
                awaits = new.awaits, run = new.run,
                moves = CASE WHEN new.moves IS NULL THEN deadlines.moves ELSE concat(deadlines.moves, new.moves) END
            FROM unnest(\(columns.cases)::uuid[], \(columns.deadlines)::uuid[], \(columns.statuses)::text[],
                \(columns.starts)::timestamptz[], \(columns.dues)::timestamptz[],
                \(columns.areProvisional)::boolean[], \(columns.calendars)::text[], \(columns.wakes)::timestamptz[],
                \(columns.awaited)::text[], \(columns.texts)::text[], \(columns.moves)::text[])
                AS new (case_id, deadline, status, started_at, due_at, is_provisional, calendar_version, wake_at, awaits,
                    run, moves)
            WHERE deadlines.district = \(district) AND deadlines.case_id = new.case_id
                AND deadlines.deadline = new.deadline
            """)
    }
}

/// What is written of runs that were reckoned again, one array for each column: filled in one pass, for a run is dear to copy.
private struct MovedColumns {
    private(set) var cases: [CaseID] = []
    private(set) var deadlines: [DeadlineID] = []
    private(set) var statuses: [String] = []
    private(set) var starts: [Instant] = []
    private(set) var dues: [Instant] = []
    private(set) var areProvisional: [Bool] = []
    private(set) var calendars: [String] = []
    private(set) var wakes: [Instant?] = []
    private(set) var awaited: [String?] = []
    private(set) var texts: [String] = []
    private(set) var moves: [String?] = []

    init(_ runs: [ChangedRun]) {
        for changed in runs {
            let run = changed.run
            cases.append(changed.case)
            deadlines.append(run.id)
            statuses.append(run.status.rawValue)
            starts.append(run.startedAt)
            dues.append(run.due)
            areProvisional.append(run.isProvisional)
            calendars.append(run.calendarVersion)
            wakes.append(run.wakeAt)
            awaited.append(run.awaited?.rawValue)
            texts.append(run.encoded)
            moves.append(changed.encodedMoves)
        }
    }
}
