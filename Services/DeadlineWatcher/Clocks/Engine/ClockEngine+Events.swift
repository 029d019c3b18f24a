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
                case: `case`, deadline: run.id, clock: run.clock, rule: run.rule,
                broadcast: broadcast(of: run), workOrder: run.workOrder,
                unit: run.unit, owes: run.owes.rawValue, due: run.due))
    }

    /// The due instant has passed: a miss, or where the rule has it so the last warning.
    func lapse(_ run: inout ClockRun, of case: CaseID) throws -> [DerivedEvent] {
        guard isReminder(run) else { return try miss(&run, of: `case`) }
        run.warnAt = run.due
        let warning = try warn(&run, of: `case`)
        run.status = .reminded
        return [warning]
    }

    private func isReminder(_ run: ClockRun) -> Bool {
        place(of: run.clock).map { clocks[$0].clock.isReminder } ?? false
    }

    /// The miss, then every rung above it, each exactly once.
    private func miss(_ run: inout ClockRun, of case: CaseID) throws -> [DerivedEvent] {
        run.status = .missed
        run.warnAt = nil
        let ordinal = run.counts.missed
        run.counts.missed += 1
        var events = [
            DerivedEvent(
                id: try id(of: run, DeadlineMissed.self, ordinal), at: run.due, cause: nil,
                event: DeadlineMissed(
                    case: `case`, deadline: run.id, clock: run.clock, rule: run.rule,
                    broadcast: broadcast(of: run), workOrder: run.workOrder,
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

    /// The show whose preparation the run belongs to; nil for a citizen's matter.
    func broadcast(of run: ClockRun) -> BroadcastID? {
        guard let place = place(of: run.clock), clocks[place].clock.per == .broadcast else { return nil }
        return BroadcastID(run.subject)
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
        let event = proposal(of: rung, climb)
        let id = try derive(EventID(climb.supervision.rawValue), type(of: event).type, index)
        return DerivedEvent(id: EventID(id), at: time, cause: cause, event: event)
    }

    /// What a rung says. The ids of a proposal of accountability and of a clue are those of the climb.
    private func proposal(of rung: Rung, _ climb: Climb) -> any CaseEvent {
        let id = climb.supervision.rawValue
        switch (rung.emit, climb.deadline) {
        case (.overdueFiled, let deadline?):
            return OverdueFiled(
                case: climb.case, supervision: climb.supervision, deadline: deadline, rule: rung.rule,
                workOrder: climb.workOrder, unit: climb.unit)
        case (.accountabilityProposed, let deadline):
            return AccountabilityProposed(
                case: climb.case, accountability: AccountabilityID(id), rule: rung.rule, ground: climb.ground,
                deadline: deadline, workOrder: climb.workOrder, unit: climb.unit)
        case (.referralProposed, let deadline):
            return ReferralProposed(
                case: climb.case, referral: ReferralID(id), rule: rung.rule, ground: climb.ground, deadline: deadline,
                workOrder: climb.workOrder, unit: climb.unit)
        case (.supervisionProposed, let deadline), (.overdueFiled, let deadline):
            // A pack whose overdueFiled is not of a miss is refused.
            return SupervisionProposed(
                case: climb.case, supervision: climb.supervision, deadline: deadline, rule: rung.rule,
                workOrder: climb.workOrder, unit: climb.unit, ground: climb.ground, drafter: rung.drafter.rawValue)
        }
    }

    /// What takes back what a miss that never was has set off; nil where a person has acted on it: that stands.
    func withdrawal(
        of rung: Rung, _ supervision: SupervisionID, _ run: ClockRun, in state: CaseState
    ) -> (any CaseEvent)? {
        let id = supervision.rawValue
        switch rung.emit {
        case .accountabilityProposed:
            return AccountabilityWithdrawn(
                case: state.case, accountability: AccountabilityID(id), deadline: run.id, rule: rung.rule)
        case .referralProposed:
            return ReferralWithdrawn(case: state.case, referral: ReferralID(id), deadline: run.id, rule: rung.rule)
        case .overdueFiled, .supervisionProposed:
            let isIssued = state.facts.contains {
                $0.kind == .supervisionLetterIssued && $0.supervision == supervision
            }
            guard !isIssued else { return nil }
            return SupervisionWithdrawn(
                case: state.case, supervision: supervision, rule: rung.rule, deadline: run.id)
        }
    }
}
