import Contracts
import Messaging
import WorkingCalendar

/// A case whose row is locked, while facts are taken into it.
struct OpenCase {
    private(set) var state: CaseState
    private(set) var caseNumber: CaseNumber?
    private(set) var isChanged = false
    /// Facts that wait to be told, in the order in which they were heard.
    private(set) var backlog: [BacklogEntry]
    /// When the last of them was heard.
    private(set) var backlogAt: Instant?
    /// What the facts told and the backlog come to together; nil until that matters.
    private var trial: CaseState?
    /// Runs that must be written.
    private(set) var changed: Set<DeadlineID> = []

    init(
        state: CaseState, caseNumber: CaseNumber?, backlog: [BacklogEntry] = [], backlogAt: Instant? = nil
    ) {
        self.state = state
        self.caseNumber = caseNumber
        self.backlog = backlog
        self.backlogAt = backlogAt
    }

    var id: CaseID { state.case }
    /// All that were heard, told or not.
    var facts: [Fact] { backlog.isEmpty ? state.facts : state.facts + backlog.map(\.fact) }
    var broadcast: BroadcastID? { CaseState.broadcast(of: facts) }
    /// Nil until a fact has told it.
    var packVersion: String? { state.packVersion ?? backlog.lazy.compactMap(\.fact.packVersion).first }
    var isPreparation: Bool { facts.contains { $0.kind.beginsPreparation } }
    var changedRuns: [ClockRun] { state.runs.filter { changed.contains($0.id) } }

    /// - Throws: `RuleBroken` for a fact whose deadline no calendar can reckon.
    mutating func take(_ fact: Fact, with engine: ClockEngine) throws -> [DerivedEvent] {
        note(try Self.apply(fact, to: &state, with: engine))
    }

    /// Whether a deadline under way was reckoned under another calendar.
    func standsBehind(_ calendar: String) -> Bool {
        state.runs.contains { $0.isUnderWay && $0.calendarVersion != calendar }
    }

    /// Leaves the fact to be told later.
    ///
    /// - Parameters:
    ///   - time: when it was heard.
    ///   - engine: any of the case's pack.
    /// - Throws: `RuleBroken` as ``take(_:with:)`` would, for later nobody is there to be told.
    mutating func keepBack(_ entry: BacklogEntry, heardAt time: Instant, with engine: ClockEngine) throws {
        var trial =
            try trial
            ?? backlog.reduce(into: state) { state, entry in
                _ = try Self.apply(entry.fact, to: &state, with: engine)
            }
        _ = try Self.apply(entry.fact, to: &trial, with: engine)
        self.trial = trial
        backlog.append(entry)
        backlogAt = max(backlogAt ?? time, time)
        isChanged = true
    }

    /// The facts that waited, in the order in which they happened; none waits any more.
    mutating func takeBacklog() -> [BacklogEntry] {
        guard !backlog.isEmpty else { return [] }
        defer { (backlog, backlogAt, trial, isChanged) = ([], nil, nil, true) }
        return backlog.sorted { Fact.precedes($0.fact, $1.fact) }
    }

    /// Declares what fell due until `time`, as the timer does.
    mutating func fire(
        until time: Instant, with engine: ClockEngine
    ) throws -> [(deadline: DeadlineID, events: [DerivedEvent])] {
        var fired: [(deadline: DeadlineID, events: [DerivedEvent])] = []
        for index in state.runs.indices {
            // A run is dear to copy, and most have nothing due.
            guard let wakeAt = state.runs[index].wakeAt, wakeAt <= time else { continue }
            var run = state.runs[index]
            let events = try engine.fire(&run, of: id, at: time)
            guard run != state.runs[index] else { continue }
            state.runs[index] = run
            changed.insert(run.id)
            fired.append((run.id, events))
        }
        return fired
    }

    private static func apply(_ fact: Fact, to state: inout CaseState, with engine: ClockEngine) throws -> Consequences
    {
        do {
            return try engine.apply(fact, to: &state)
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
