import Contracts
import Messaging
import Postgres

/// Cases under lock, with what has become of them: changed rows and events, written together at the end.
struct Casework {
    let district: DistrictID
    let kit: WatcherKit
    private(set) var cases: [CaseID: OpenCase] = [:]
    private var events: [(event: DerivedEvent, cause: Cause)] = []
    private var engines: [String: ClockEngine] = [:]
    private var climbs = ClimbNotes()
    private var moves: [DeadlineID: [DeadlineMove]] = [:]

    init(district: DistrictID, kit: WatcherKit) {
        self.district = district
        self.kit = kit
    }

    /// Locks the cases, known or not, and reads them with their runs.
    mutating func open(_ ids: [CaseID], in transaction: borrowing Transaction) throws {
        guard !ids.isEmpty else { return }
        for opened in try transaction.open(ids, in: district) { cases[opened.id] = opened }
    }

    mutating func learn(_ number: CaseNumber?, of id: CaseID) { cases[id]?.learn(number) }

    /// - Throws: `NotYet` while the case's pack, or any calendar, has not come.
    mutating func take(_ fact: Fact, of id: CaseID, cause: Cause, in transaction: borrowing Transaction) throws {
        guard var open = cases.removeValue(forKey: id) else { return }
        let engine = try engine(for: open.state, fact, in: transaction)
        keep(try open.take(fact, with: engine), cause)
        cases[id] = open
    }

    mutating func recompute(_ id: CaseID, with engine: ClockEngine, because change: EventID, at time: Instant) throws {
        guard var open = cases.removeValue(forKey: id) else { return }
        keep(try open.recompute(with: engine, because: change, at: time), Cause(id: change.rawValue))
        cases[id] = open
    }

    mutating func note(_ act: SupervisionAct) { climbs.note(act) }

    /// All that has changed, and the events that say so.
    ///
    /// - Parameter moves: whether runs were only reckoned again, so that all have their rows.
    func write(in transaction: borrowing Transaction, _ journal: Journal, moves isMoved: Bool = false) throws {
        let changed = cases.values.filter(\.isChanged).sorted { $0.id < $1.id }
        let runs = cases.values.flatMap { open in
            open.changedRuns.map { ChangedRun(case: open.id, run: $0, moves: moves[$0.id] ?? []) }
        }
        try transaction.store(changed, of: district)
        if isMoved { try transaction.move(runs, of: district) } else { try transaction.store(runs, of: district) }
        try climbs.store(in: transaction, of: district)
        for (event, cause) in events { try journal.record(event, because: cause) }
        if let earliest = runs.compactMap(\.run.wakeAt).min() { kit.floors.lower(to: earliest) }
    }

    private mutating func keep(_ new: [DerivedEvent], _ cause: Cause) {
        for event in new {
            events.append((event, cause))
            climbs.note(event)
            if let moved = event.event as? DeadlineMoved {
                moves[moved.deadline, default: []].append(DeadlineMove(moved, at: event.at))
            }
            kit.metrics.count(event.event)
        }
    }

    private mutating func engine(
        for state: CaseState, _ fact: Fact, in transaction: borrowing Transaction
    ) throws -> ClockEngine {
        let version = state.packVersion ?? fact.packVersion
        if let engine = engines[version ?? ""] { return engine }
        let engine =
            if let version {
                try kit.engines.engine(of: district, version: version, in: transaction)
            } else {
                try kit.engines.anyEngine(of: district, at: fact.at, in: transaction)
            }
        engines[version ?? ""] = engine
        return engine
    }
}

extension Journal {
    /// Under the id that the clocks derived, so that a replay says the same.
    func record(_ derived: DerivedEvent, because cause: Cause) throws {
        let cause = Cause(
            id: derived.cause?.rawValue ?? cause.id, correlationID: cause.correlationID,
            traceparent: cause.traceparent)
        try events(causedBy: cause).record(derived.event, id: derived.id, at: derived.at)
    }
}
