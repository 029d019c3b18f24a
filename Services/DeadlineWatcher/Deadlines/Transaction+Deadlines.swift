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
    /// The next run that time will do something to, of all districts; a miss, of cases with nothing that waits to be told,
    /// in districts that are not held (`isHeld`).
    ///
    /// The fence makes the planner walk the index in its order, which the result keeps: guessing that few districts pass,
    /// it would gather and sort every deadline that is pending, a second's work of a million.
    borrowing func earliest(
        _ awaited: Awaited, from floor: Instant, patience: Instant
    ) throws -> (district: DistrictID, at: Instant)? {
        let awaited = awaited.rawValue
        let rows = try run(
            """
            SELECT district, wake_at FROM (
                SELECT district, case_id, wake_at FROM deadlines
                WHERE awaits = \(awaited) AND wake_at >= \(floor)::timestamptz ORDER BY wake_at OFFSET 0) AS next
            WHERE \(awaited) = 'warning' OR (district <> ALL(ARRAY(
                SELECT known.district FROM (SELECT DISTINCT district FROM rule_packs) AS known,
                    LATERAL (SELECT backlog_at AS heard_at FROM case_states
                        WHERE case_states.district = known.district AND backlog IS NOT NULL
                        ORDER BY backlog_at LIMIT 1) AS oldest
                WHERE oldest.heard_at > \(patience)::timestamptz))
                AND (SELECT own.backlog FROM case_states AS own
                    WHERE own.district = next.district AND own.case_id = next.case_id) IS NULL)
            LIMIT 1
            """)
        return try rows.first?.decode((DistrictID, Instant).self)
    }

    /// Locks runs whose time has come, leaving out those that somebody else is at, and misses of cases with facts that have
    /// not been told: a timely one may be among them.
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
                AND (\(awaited.rawValue) = 'warning' OR (SELECT own.backlog FROM case_states AS own
                    WHERE own.district = deadlines.district AND own.case_id = deadlines.case_id) IS NULL)
            ORDER BY wake_at LIMIT \(count)::integer FOR UPDATE SKIP LOCKED
            """)
        return try rows.map { row in
            let (id, text) = try row.decode((CaseID, String).self)
            return (id, try ClockRun(encoded: text))
        }
    }

    /// Writes what firing changes of runs that were claimed.
    borrowing func store(_ fired: FiredRuns, of district: DistrictID) throws {
        guard !fired.isEmpty else { return }
        try execute(
            """
            UPDATE deadlines SET status = new.status, wake_at = new.wake_at, awaits = new.awaits, run = new.run
            FROM unnest(\(fired.cases)::uuid[], \(fired.deadlines)::uuid[], \(fired.statuses)::text[],
                \(fired.wakes)::timestamptz[], \(fired.awaited)::text[], \(fired.texts)::text[])
                AS new (case_id, deadline, status, wake_at, awaits, run)
            WHERE deadlines.district = \(district) AND deadlines.case_id = new.case_id
                AND deadlines.deadline = new.deadline
            """)
    }
}

/// What is written of runs that were fired, one array for each column: filled in one pass, for a run is dear to copy.
struct FiredRuns {
    private(set) var cases: [CaseID] = []
    private(set) var deadlines: [DeadlineID] = []
    private(set) var statuses: [String] = []
    private(set) var wakes: [Instant?] = []
    private(set) var awaited: [String?] = []
    private(set) var texts: [String] = []

    var isEmpty: Bool { cases.isEmpty }

    mutating func add(_ run: ClockRun, of case: CaseID) {
        cases.append(`case`)
        deadlines.append(run.id)
        statuses.append(run.status.rawValue)
        wakes.append(run.wakeAt)
        awaited.append(run.awaited?.rawValue)
        texts.append(run.encoded)
    }
}
