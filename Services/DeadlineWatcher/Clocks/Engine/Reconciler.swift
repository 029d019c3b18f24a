import Contracts
import RulePacks

/// Brings the runs of one case to what its facts say, and tells every difference as an event.
struct Reconciler {
    let engine: ClockEngine
    var state: CaseState
    /// The fact that has just arrived; nil when the calendar changed.
    let fact: Fact?
    var consequences = Consequences()
    private(set) var view: CaseView

    init(engine: ClockEngine, state: CaseState, fact: Fact?) {
        self.engine = engine
        self.state = state
        self.fact = fact
        view = CaseView(state.facts)
    }

    mutating func remember(_ fact: Fact, packVersion: String?) {
        state.insert(fact)
        state.packVersion = packVersion
        view = CaseView(state.facts)
        consequences.changesCase = true
    }

    mutating func reconcile(_ places: [Int], allSubjects: Bool) throws {
        for place in places {
            let scope = engine.clocks[place].clock.per
            if scope == .case {
                try reconcile(place, subject: "")
            } else if !allSubjects, let fact, !fact.kind.describesCase, let subject = fact.subject(scope) {
                try reconcile(place, subject: subject)
            } else {
                for subject in subjects(scope) { try reconcile(place, subject: subject) }
            }
        }
    }

    private func subjects(_ scope: Clock.Scope) -> [String] {
        var subjects: [String] = []
        for fact in state.facts {
            if let subject = fact.subject(scope), !subjects.contains(subject) { subjects.append(subject) }
        }
        return subjects
    }

    private mutating func reconcile(_ place: Int, subject: String) throws {
        let clock = engine.clocks[place].clock
        let outlooks = try engine.outlooks(of: place, subject: subject, in: state, view)
        for (recurrence, outlook) in outlooks.enumerated() {
            let index = state.runs.firstIndex {
                $0.clock == clock.name && $0.subject == subject && $0.recurrence == recurrence
            }
            switch (index, outlook) {
            case (nil, .absent): break
            case (let index?, .absent(let cause)): try void(index, cause: cause)
            case (nil, .present(let course)): try begin(place, subject: subject, recurrence, course)
            case (let index?, .present(let course)): try follow(place, index, course)
            }
        }
        guard clock.recurs else { return }
        // A fact that came late may have made one run of two.
        for index in state.runs.indices {
            let run = state.runs[index]
            guard run.clock == clock.name, run.subject == subject, run.recurrence >= outlooks.count else { continue }
            try void(index, cause: "start")
        }
    }

    private mutating func begin(_ place: Int, subject: String, _ recurrence: Int, _ course: Course) throws {
        let clock = engine.clocks[place].clock
        let id = try engine.derive(EventID(state.case.rawValue), "deadline/\(clock.name)/\(subject)", recurrence)
        let reckoning = try engine.reckon(place, course.basis)
        var run = ClockRun(
            id: DeadlineID(id), clock: clock.name, rule: clock.rule, subject: subject, recurrence: recurrence,
            owes: clock.owes,
            workOrder: course.starter.workOrder, unit: unit(of: course.starter), status: .running,
            startedAt: course.startedAt, due: reckoning.due, originalDue: reckoning.originalDue,
            isProvisional: reckoning.isProvisional, calendarVersion: engine.calendar.version,
            packVersion: engine.pack.version, plainDue: reckoning.originalDue, basis: course.basis.digest,
            counts: ClockRun.EventCounts())
        run.warnAt = try engine.warning(place, startedAt: run.startedAt, due: run.due)
        try announceSet(&run, starter: course.starter)
        try settle(&run, course, isPaused: reckoning.isPaused)
        state.runs.append(run)
        consequences.note(run)
    }

    private mutating func follow(_ place: Int, _ index: Int, _ course: Course) throws {
        var run = state.runs[index]
        var isPaused = run.status == .paused
        if run.status == .void {
            let reckoning = try engine.reckon(place, course.basis)
            isPaused = reckoning.isPaused
            adopt(reckoning, course, place, in: &run)
            run.warnAt = try engine.warning(place, startedAt: run.startedAt, due: run.due)
            run.status = .running
            run.endedAt = nil
            try announceSet(&run, starter: course.starter)
        } else if course.basis.digest != run.basis {
            let reckoning = try engine.reckon(place, course.basis)
            isPaused = reckoning.isPaused
            try move(&run, to: reckoning, course, place, reason: moveCause(place, course))
        }
        try settle(&run, course, isPaused: isPaused)
        store(run, at: index)
    }

    mutating func store(_ run: ClockRun, at index: Int) {
        guard run != state.runs[index] else { return }
        state.runs[index] = run
        consequences.note(run)
    }

    func adopt(_ reckoning: Reckoning, _ course: Course, _ place: Int, in run: inout ClockRun) {
        run.startedAt = course.startedAt
        run.due = max(reckoning.due, run.floor ?? .earliest)
        run.originalDue = reckoning.originalDue
        run.plainDue = reckoning.originalDue
        run.isProvisional = reckoning.isProvisional
        run.calendarVersion = engine.calendar.version
        run.basis = course.basis.digest
        run.workOrder = course.starter.workOrder
        run.unit = unit(of: course.starter)
    }

    /// A fact that names no unit is about that of its work order, or of the file where that is a unit's own.
    private func unit(of fact: Fact) -> UnitID? {
        if let unit = fact.unit { return unit }
        if view.isPreparation { return state.facts.first { $0.kind.beginsPreparation }?.unit }
        guard let order = fact.workOrder else { return nil }
        return state.facts.first { $0.kind == .workOrderDispatched && $0.workOrder == order }?.unit
    }

    mutating func emit(_ id: EventID, at time: Instant, _ event: any CaseEvent) {
        consequences.events.append(DerivedEvent(id: id, at: time, cause: fact?.id, event: event))
    }

    /// The code in `DeadlineMoved` for what the arrived fact did to the run.
    private func moveCause(_ place: Int, _ course: Course) -> String {
        guard let fact else { return "calendar" }
        let clock = engine.clocks[place].clock
        if let move = clock.moves.first(where: { $0.trigger.on == fact.kind }) { return move.cause }
        if clock.pauses.contains(where: { $0.on == fact.kind }) { return "pause" }
        if clock.resumes.contains(where: { $0.on == fact.kind }) { return "resume" }
        if fact.kind == .broadcastScheduled { return "rescheduled" }
        if fact.kind == .promiseMade { return "promise" }
        if fact.kind == .noticeIssued { return "notice" }
        if course.basis.plainCap != nil { return "law" }
        return fact.kind == .appealAmended ? "category" : "start"
    }
}
