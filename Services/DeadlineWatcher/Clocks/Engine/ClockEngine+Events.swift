import Contracts
import RulePacks

/// The events of a run. Each id follows from the run and from how often the run has had such an event.
extension ClockEngine {
    func warn(_ run: inout ClockRun, of case: CaseID) throws -> DerivedEvent {
        let at = run.warnAt ?? run.due
        run.warnAt = nil
        defer { run.counts.warned += 1 }
        return DerivedEvent(
            id: try id(of: run, DeadlineApproaching.self, run.counts.warned), at: at, cause: nil,
            event: DeadlineApproaching(
                case: `case`, deadline: run.id, clock: run.clock, rule: run.rule, workOrder: run.workOrder,
                unit: run.unit, owes: run.owes.rawValue, due: run.due))
    }

    /// The due instant has passed: the miss, then every rung above it, each exactly once.
    func miss(_ run: inout ClockRun, of case: CaseID) throws -> [DerivedEvent] {
        run.status = .missed
        run.warnAt = nil
        let ordinal = run.counts.missed
        run.counts.missed += 1
        var events = [
            DerivedEvent(
                id: try id(of: run, DeadlineMissed.self, ordinal), at: run.due, cause: nil,
                event: DeadlineMissed(
                    case: `case`, deadline: run.id, clock: run.clock, rule: run.rule, workOrder: run.workOrder,
                    unit: run.unit, owes: run.owes.rawValue, due: run.due))
        ]
        for ladder in ladders(above: run) {
            let supervision = try supervision(of: run, ladder, ordinal)
            for (index, rung) in ladder.rungs.enumerated() {
                events.append(
                    try event(
                        of: rung, index, at: run.due, cause: nil,
                        Climb(
                            case: `case`, supervision: supervision, deadline: run.id, workOrder: run.workOrder,
                            unit: run.unit, ground: rung.ground ?? "overdue")))
            }
        }
        return events
    }

    func ladders(above run: ClockRun) -> [Ladder] {
        place(of: run.clock).map { clocks[$0].ladders } ?? []
    }

    /// One climb: the id is the same for the same miss.
    func supervision(of run: ClockRun, _ ladder: Ladder, _ ordinal: Int) throws -> SupervisionID {
        SupervisionID(try derive(EventID(run.id.rawValue), "ladder/\(ladder.name)", ordinal))
    }

    func id(of run: ClockRun, _ type: any Event.Type, _ ordinal: Int) throws -> EventID {
        EventID(try derive(EventID(run.id.rawValue), type.type, ordinal))
    }

    struct Climb {
        let `case`: CaseID
        let supervision: SupervisionID
        let deadline: DeadlineID?
        let workOrder: WorkOrderID?
        let unit: UnitID?
        let ground: String
    }

    func event(
        of rung: Rung, _ index: Int, at time: Instant, cause: EventID?, _ climb: Climb
    ) throws -> DerivedEvent {
        let event: any CaseEvent
        if let deadline = climb.deadline, rung.emit == .overdueFiled {
            event = OverdueFiled(
                case: climb.case, supervision: climb.supervision, deadline: deadline, rule: rung.rule,
                workOrder: climb.workOrder, unit: climb.unit)
        } else {
            event = SupervisionProposed(
                case: climb.case, supervision: climb.supervision, deadline: climb.deadline, rule: rung.rule,
                workOrder: climb.workOrder, unit: climb.unit, ground: climb.ground, drafter: rung.drafter.rawValue)
        }
        let id = try derive(EventID(climb.supervision.rawValue), type(of: event).type, index)
        return DerivedEvent(id: EventID(id), at: time, cause: cause, event: event)
    }
}
