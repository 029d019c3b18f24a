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
    private var course: CalendarCourse?
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

    /// Takes a fact in, or leaves it to be told later: an old one, one from before the calendar that is reckoned with,
    /// one of a case which that calendar has not reached yet, and each that comes to a case where one waits.
    ///
    /// - Parameter isNews: whether it happens in this transaction, whatever time it names.
    /// - Throws: `NotYet` while the case's pack, or any calendar, has not come.
    mutating func take(
        _ fact: Fact, of id: CaseID, cause: Cause, isNews: Bool = false, in transaction: borrowing Transaction
    ) throws {
        guard var open = cases.removeValue(forKey: id) else { return }
        let engine = try engine(of: open.packVersion ?? fact.packVersion, fact, in: transaction)
        let isOld = !isNews && kit.isOld(fact.at)
        if isOld || !open.backlog.isEmpty || fact.at < kit.register.calendarPublishedAt
            || open.standsBehind(engine.calendar.version)
        {
            // Only what is old bids fair to be followed by more from before it.
            let now = kit.clock.now()
            let heardAt = isOld ? now : open.backlogAt ?? now.advanced(by: .zero - kit.settings.quiet)
            try open.keepBack(BacklogEntry(fact: fact, cause: cause), heardAt: heardAt, with: engine)
            kit.metrics.keptBack.add()
        } else {
            keep(try open.take(fact, with: engine), cause)
        }
        cases[id] = open
    }

    /// Tells the facts that waited, each under the calendar that was in force when it happened; where another came into
    /// force in between, what was open then is moved by it, as it was when it came.
    mutating func tellBacklog(of id: CaseID, in transaction: borrowing Transaction) throws {
        guard var open = cases.removeValue(forKey: id) else { return }
        for entry in open.takeBacklog() {
            try advance(&open, to: entry.fact.at, in: transaction)
            let engine = try formerEngine(for: open, entry.fact, in: transaction)
            do {
                keep(try open.take(entry.fact, with: engine), entry.cause)
            } catch let error as RuleBroken {
                // Tried when it was heard, so this is not to be expected; the others must not wait for it.
                kit.log.error(
                    "a fact cannot be told",
                    ["case": id.rawValue, "event": entry.fact.id.rawValue, "error": "\(error)"])
            }
        }
        try advance(&open, to: .latest, in: transaction)
        cases[id] = open
    }

    /// Reckons the case's open deadlines again, as calendars that were published until `time` ask for it. Nothing for a
    /// case with a backlog: that is told first.
    mutating func recompute(_ id: CaseID, to time: Instant, in transaction: borrowing Transaction) throws {
        guard var open = cases.removeValue(forKey: id) else { return }
        if open.backlog.isEmpty { try advance(&open, to: time, in: transaction) }
        cases[id] = open
    }

    private mutating func advance(_ open: inout OpenCase, to time: Instant, in transaction: borrowing Transaction)
        throws
    {
        var course = try course ?? CalendarCourse(of: district, kit.engines, in: transaction)
        defer { self.course = course }
        guard let pack = open.state.packVersion, let standing = try course.standing(of: open, in: transaction) else {
            return
        }
        let engines = try course.engines(of: pack, in: transaction)
        for (place, change) in course.changes.enumerated() where place > max(0, standing) && change.publishedAt <= time
        {
            for (deadline, fired) in try open.fire(until: change.publishedAt, with: engines[place]) {
                keep(fired, Cause(id: deadline.rawValue, correlationID: open.id.rawValue))
            }
            let moved = try open.recompute(with: engines[place], because: change.event, at: change.publishedAt)
            keep(moved, Cause(id: change.event.rawValue))
        }
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

    /// The engine under the calendar that was in force when the fact happened, or the later one that the case has been
    /// brought under since.
    private mutating func formerEngine(
        for open: OpenCase, _ fact: Fact, in transaction: borrowing Transaction
    ) throws -> ClockEngine {
        guard let pack = open.state.packVersion ?? fact.packVersion else {
            return try engine(of: nil, fact, in: transaction)
        }
        var course = try course ?? CalendarCourse(of: district, kit.engines, in: transaction)
        defer { self.course = course }
        let engines = try course.engines(of: pack, in: transaction)
        let place = max(course.place(at: fact.at), try course.standing(of: open, in: transaction) ?? 0)
        return engines.indices.contains(place) ? engines[place] : try engine(of: pack, fact, in: transaction)
    }

    private mutating func engine(
        of version: String?, _ fact: Fact, in transaction: borrowing Transaction
    ) throws -> ClockEngine {
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
