import Contracts
import Messaging
import WorkingCalendar

/// A case whose row is locked, while facts are taken into it.
struct OpenCase {
    private(set) var state: CaseState
    private(set) var caseNumber: CaseNumber?
    private(set) var isChanged = false
    /// Runs that must be written.
    private(set) var changed: Set<DeadlineID> = []

    init(state: CaseState, caseNumber: CaseNumber?) {
        self.state = state
        self.caseNumber = caseNumber
    }

    var id: CaseID { state.case }
    var changedRuns: [ClockRun] { state.runs.filter { changed.contains($0.id) } }

    /// - Throws: `RuleBroken` for a fact whose deadline no calendar can reckon.
    mutating func take(_ fact: Fact, with engine: ClockEngine) throws -> [DerivedEvent] {
        do {
            return note(try engine.apply(fact, to: &state))
        } catch let error as OutOfCalendar {
            throw RuleBroken("\(fact.kind.rawValue): \(error)")
        } catch let error as NoLimit {
            throw RuleBroken("\(fact.kind.rawValue): \(error)")
        }
    }

    mutating func recompute(with engine: ClockEngine, because cause: EventID, at time: Instant) throws -> [DerivedEvent]
    {
        note(try engine.recompute(&state, because: cause, at: time))
    }

    mutating func learn(_ number: CaseNumber?) {
        guard caseNumber == nil, let number else { return }
        caseNumber = number
        isChanged = true
    }

    private mutating func note(_ consequences: Consequences) -> [DerivedEvent] {
        isChanged = isChanged || consequences.changesCase
        changed.formUnion(consequences.changed.map(\.id))
        return consequences.events
    }
}
