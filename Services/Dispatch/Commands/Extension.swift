import Contracts
import Messaging
import Postgres

/// More time, granted or refused. What was first due is the deadline's to show; see `Dossier.deadlinesAt`.
struct Extension: Sendable, Encodable {
    let clock: ClockName
    let isGranted: Bool
    let due: Instant?
    /// Of a limit that a notice had named.
    let originalDue: Instant?
    /// The account that granted or refused it; nil in what is older.
    let decidedBy: String?
}

extension Transaction {
    /// In the order in which they were decided.
    ///
    /// - Parameter clock: nil for all of the work order's.
    borrowing func extensions(
        of order: WorkOrderID, clock: ClockName? = nil, in district: DistrictID
    ) throws -> [Extension] {
        try run(
            """
            SELECT clock, is_granted, due_at, original_due_at, decided_by FROM extensions
            WHERE district = \(district) AND work_order = \(order)::uuid AND clock = coalesce(\(clock), clock)
            ORDER BY step
            """
        ).map { row in
            let (clock, isGranted, due, original, account) = try row.decode(
                (ClockName, Bool, Instant?, Instant?, String?).self)
            return Extension(
                clock: clock, isGranted: isGranted, due: due, originalDue: original, decidedBy: account)
        }
    }

    /// - Parameter order: which counts the decision as its last step.
    borrowing func keep(
        _ more: Extension, of order: WorkOrder, in district: DistrictID, at now: Instant
    ) throws {
        try execute(
            """
            INSERT INTO extensions (district, work_order, clock, step, is_granted, due_at, original_due_at, decided_at,
                decided_by)
            VALUES (\(district), \(order.id)::uuid, \(more.clock), \(order.steps), \(more.isGranted),
                \(more.due)::timestamptz, \(more.originalDue)::timestamptz, \(now), \(more.decidedBy))
            """)
    }
}
