import Contracts
import RulePacks

/// Ladders that a fact sets off directly, and deadlines under another calendar.
extension Reconciler {
    /// Climbs every ladder that one of `facts` sets off, once for each thing that it is about.
    mutating func climb(_ facts: [Fact]) throws {
        for ladder in engine.pack.ladders where !ladder.starts.isEmpty {
            for fact in facts {
                guard let subject = fact.subject(ladder.per), setsOff(ladder, fact, subject) else { continue }
                let isFirst = !state.facts.contains { other in
                    other.id != fact.id && other.subject(ladder.per) == subject && setsOff(ladder, other, subject)
                        && (!facts.contains(other) || Fact.precedes(other, fact))
                }
                if isFirst { try climb(ladder, fact, subject) }
            }
        }
    }

    private func setsOff(_ ladder: Ladder, _ fact: Fact, _ subject: String) -> Bool {
        let scene = Scene(facts: state.facts, view: view, scope: ladder.per, subject: subject)
        return ladder.starts.contains { scene.matches($0, fact) }
    }

    private mutating func climb(_ ladder: Ladder, _ fact: Fact, _ subject: String) throws {
        let id = try engine.derive(EventID(state.case.rawValue), "ladder/\(ladder.name)/\(subject)", 0)
        var reason = "requested"
        if case .text(let code)? = fact.attributes[.reason] { reason = code }
        for (index, rung) in ladder.rungs.enumerated() {
            let climb = ClockEngine.Climb(
                case: state.case, supervision: SupervisionID(id), deadline: nil, workOrder: fact.workOrder,
                unit: fact.unit, ground: rung.ground ?? reason)
            consequences.events.append(try engine.event(of: rung, index, at: fact.at, cause: fact.id, climb))
        }
    }

    /// Reckons what is still open again. What is over was judged by the calendar of its time.
    mutating func recompute(_ places: [Int], because cause: EventID, at now: Instant, reason: String) throws {
        for place in places {
            let clock = engine.clocks[place].clock
            for index in state.runs.indices where state.runs[index].clock == clock.name {
                var run = state.runs[index]
                guard run.isUnderWay, let course = try engine.course(of: run, in: state, view) else { continue }
                let reckoning = try engine.reckon(place, course.basis)
                let earlier = run
                let original = run.originalDue
                if reckoning.due < earlier.due {
                    run.floor = max(
                        run.floor ?? .earliest, try engine.calendar.floor(below: earlier.due, publishedAt: now))
                }
                adopt(reckoning, course, place, in: &run)
                run.originalDue = original
                if run.due != earlier.due, earlier.warnAt != nil || run.due > earlier.due {
                    run.warnAt = try engine.warning(place, startedAt: run.startedAt, due: run.due)
                }
                if run.due != earlier.due || run.isProvisional != earlier.isProvisional {
                    try announceMove(of: run, from: earlier.due, because: cause, at: now, reason: reason)
                }
                store(run, at: index)
            }
        }
    }
}
