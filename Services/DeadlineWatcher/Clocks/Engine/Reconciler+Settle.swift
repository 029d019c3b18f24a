import Contracts
import RulePacks

/// One run, from the state that was announced to the one that the facts ask for.
extension Reconciler {
    mutating func announceSet(_ run: inout ClockRun, starter: Fact) throws {
        let id = try engine.id(of: run, DeadlineSet.self, run.counts.set)
        run.counts.set += 1
        let event = DeadlineSet(
            case: state.case, deadline: run.id, clock: run.clock, rule: run.rule,
            broadcast: engine.broadcast(of: run), workOrder: run.workOrder,
            unit: run.unit, owes: run.owes.rawValue, startedAt: run.startedAt, due: run.due,
            isProvisional: run.isProvisional, calendarVersion: run.calendarVersion, packVersion: run.packVersion)
        consequences.events.append(DerivedEvent(id: id, at: run.startedAt, cause: starter.id, event: event))
    }

    mutating func move(
        _ run: inout ClockRun, to reckoning: Reckoning, _ course: Course, _ place: Int, reason: String
    ) throws {
        try warnIfDue(&run, by: fact?.at)
        let earlier = run.due
        let hadLapsed = run.status.isLapsed && run.endedAt == nil
        let original = run.originalDue
        adopt(reckoning, course, place, in: &run)
        // A show that is moved does not make its first date forgotten.
        if fact?.kind == .broadcastScheduled { run.originalDue = original }
        guard run.due != earlier else { return }
        if hadLapsed && run.due > earlier {
            if run.status == .missed { try withdraw(&run, due: earlier, by: fact?.at) }
            run.status = .running
        }
        if run.counts.warned == 0 || run.due > earlier {
            run.warnAt = try engine.warning(place, startedAt: run.startedAt, due: run.due)
        }
        guard run.status != .cancelled else { return }
        try announceMove(of: run, from: earlier, because: fact?.id, at: fact?.at ?? run.startedAt, reason: reason)
    }

    mutating func announceMove(
        of run: ClockRun, from earlier: Instant, because cause: EventID?, at time: Instant, reason: String
    ) throws {
        let base = cause ?? EventID(run.id.rawValue)
        let id = try engine.derive(base, "\(DeadlineMoved.type)/\(run.id)", 0)
        let moved = DeadlineMoved(
            case: state.case, deadline: run.id, clock: run.clock, rule: run.rule,
            broadcast: engine.broadcast(of: run), workOrder: run.workOrder,
            unit: run.unit, due: run.due, earlierDue: earlier, originalDue: run.originalDue,
            isProvisional: run.isProvisional, cause: reason, calendarVersion: run.calendarVersion)
        consequences.events.append(DerivedEvent(id: EventID(id), at: time, cause: cause, event: moved))
    }

    /// Ends the run, or opens it, as the facts say.
    mutating func settle(_ run: inout ClockRun, _ course: Course, isPaused: Bool) throws {
        guard let end = course.end else {
            if !run.status.isLapsed { run.status = isPaused ? .paused : .running }
            run.endedAt = nil
            return
        }
        try warnIfDue(&run, by: end.at)
        run.warnAt = nil
        if end.at > run.due {
            // The fact itself proves that it had not been done in time; no need to wait for the timer.
            if !run.status.isLapsed { consequences.events += try engine.lapse(&run, of: state.case) }
        } else {
            switch end {
            case .done(let at): try meet(&run, at: at)
            case .cancelled(let at, let cause): try cancel(&run, at: at, cause: cause, as: .cancelled)
            }
        }
        run.endedAt = end.at
    }

    /// What was announced turns out never to have been owed.
    mutating func void(_ index: Int, cause: String) throws {
        var run = state.runs[index]
        guard run.status != .void, let fact else { return }
        try cancel(&run, at: fact.at, cause: cause, as: .void)
        run.warnAt = nil
        run.endedAt = run.startedAt
        store(run, at: index)
    }

    private mutating func meet(_ run: inout ClockRun, at time: Instant) throws {
        guard run.status != .met else { return }
        if run.status == .missed { try withdraw(&run, due: run.due, by: time) }
        run.status = .met
        let id = try engine.id(of: run, DeadlineMet.self, run.counts.met)
        run.counts.met += 1
        emit(
            id, at: time,
            DeadlineMet(
                case: state.case, deadline: run.id, clock: run.clock, rule: run.rule,
                broadcast: engine.broadcast(of: run), workOrder: run.workOrder,
                unit: run.unit, due: run.due, metAt: time))
    }

    private mutating func cancel(
        _ run: inout ClockRun, at time: Instant, cause: String, as status: ClockRun.Status
    ) throws {
        if run.status == .missed { try withdraw(&run, due: run.due, by: time) }
        let wasCancelled = run.status == .cancelled
        run.status = status
        guard !wasCancelled else { return }
        let id = try engine.id(of: run, DeadlineCancelled.self, run.counts.cancelled)
        run.counts.cancelled += 1
        emit(
            id, at: time,
            DeadlineCancelled(
                case: state.case, deadline: run.id, clock: run.clock, rule: run.rule,
                broadcast: engine.broadcast(of: run), workOrder: run.workOrder,
                unit: run.unit, cause: cause))
    }

    /// The miss never was, and what it set off lapses, unless a person has issued the letter: that act stands.
    ///
    /// - Parameter proof: when the fact happened that says so: it was done, granted, or no longer owed then.
    private mutating func withdraw(_ run: inout ClockRun, due: Instant, by proof: Instant?) throws {
        let ordinal = run.counts.missed - 1
        let time = fact?.at ?? due
        emit(
            try engine.id(of: run, DeadlineMissWithdrawn.self, ordinal), at: time,
            DeadlineMissWithdrawn(
                case: state.case, deadline: run.id, clock: run.clock, rule: run.rule,
                broadcast: engine.broadcast(of: run), workOrder: run.workOrder,
                unit: run.unit, due: due, metAt: proof ?? due))
        for ladder in engine.ladders(above: run) {
            let supervision = try engine.supervision(of: run, ladder, ordinal)
            // Filing and proposal are one matter, taken back once.
            var told: Set<String> = []
            for rung in ladder.rungs.reversed() {
                guard let event = engine.withdrawal(of: rung, supervision, run, in: state),
                    told.insert(type(of: event).type).inserted
                else { continue }
                let id = try engine.derive(EventID(supervision.rawValue), type(of: event).type, 0)
                emit(EventID(id), at: time, event)
            }
        }
    }

    /// A warning whose time had come before the fact is given first, so that a replay tells the same story.
    private mutating func warnIfDue(_ run: inout ClockRun, by time: Instant?) throws {
        guard run.status == .running, let warnAt = run.warnAt, let time, warnAt <= time else { return }
        consequences.events.append(try engine.warn(&run, of: state.case))
    }
}
