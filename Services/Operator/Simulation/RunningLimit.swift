import Contracts

/// A running limit as people see it on their desks.
struct RunningLimit: Sendable {
    let `case`: CaseID
    let clock: ClockName
    let workOrder: WorkOrderID?
    let due: Instant
    /// The show and the unit, for a limit of its preparation.
    let broadcast: BroadcastID?
    let unit: UnitID?

    init(_ set: DeadlineSet) {
        (`case`, clock, workOrder, due) = (set.case, set.clock, set.workOrder, set.due)
        (broadcast, unit) = (set.broadcast, set.unit)
    }

    init(_ moved: DeadlineMoved) {
        (`case`, clock, workOrder, due) = (moved.case, moved.clock, moved.workOrder, moved.due)
        (broadcast, unit) = (moved.broadcast, moved.unit)
    }
}
