import Contracts
import RulePacks
import WorkingCalendar

/// Runs every clock of a rule pack over the facts of cases. A pure value: no input, no output, no clock of its own.
///
/// What the facts say of a deadline is a function of the set of facts alone (`outlook`); `apply` brings the runs to it
/// and tells the difference as events. So topics may arrive in any order: the deadlines come out the same.
public struct ClockEngine: Sendable {
    public let pack: RulePack
    public let calendar: WorkingCalendar
    let clocks: [CompiledClock]
    /// Places of the clocks, those that others depend on first.
    let order: [Int]
    /// For each kind of fact the places of the clocks that it can change, in that order.
    private let touched: [[Int]]
    private let places: [ClockName: Int]
    let derive: DeriveID

    /// - Parameter derive: makes ids that follow from their cause (`DerivedID.make`).
    public init(pack: RulePack, calendar: WorkingCalendar, derive: @escaping DeriveID) throws {
        self.pack = pack
        self.calendar = calendar
        self.derive = derive
        let clocks = try pack.clocks.map { try CompiledClock($0, in: pack) }
        self.clocks = clocks
        places = Dictionary(uniqueKeysWithValues: pack.clocks.enumerated().map { ($1.name, $0) })
        let order = Self.order(clocks)
        self.order = order
        touched = FactKind.allCases.map { kind in Self.touched(by: kind, clocks, order) }
    }

    /// Takes a fact into the case. The same fact twice changes nothing.
    ///
    /// - Throws: `PackMismatch` when the case keeps another pack than the engine's; `OutOfCalendar`; what `derive`
    ///   throws. The state is then as it was.
    public func apply(_ fact: Fact, to state: inout CaseState) throws -> Consequences {
        if state.contains(fact.id) { return Consequences() }
        let isFirst = state.packVersion == nil && fact.packVersion != nil
        let version = state.packVersion ?? fact.packVersion
        if let version, version != pack.version {
            throw PackMismatch(case: state.case, wanted: version, given: pack.version)
        }
        if version != nil && !isFirst && !matters(fact.kind) { return Consequences() }
        var work = Reconciler(engine: self, state: state, fact: fact)
        work.remember(fact, packVersion: version)
        if version != nil {
            try work.reconcile(isFirst ? order : places(touchedBy: fact, in: state), allSubjects: isFirst)
            try work.climb(isFirst ? work.state.facts : [fact])
        }
        state = work.state
        return work.consequences
    }

    /// Does what the passing of time asks of a run: warns, and declares it missed, or reminds of it, when its due instant has passed.
    ///
    /// Needs the run alone, not the facts: whoever calls makes sure that no fact before `now` is still on its way.
    public func fire(_ run: inout ClockRun, of case: CaseID, at now: Instant) throws -> [DerivedEvent] {
        guard run.status == .running, run.endedAt == nil else { return [] }
        var changed = run
        var events: [DerivedEvent] = []
        if let warnAt = run.warnAt, warnAt <= now { events.append(try warn(&changed, of: `case`)) }
        if run.due < now { events += try lapse(&changed, of: `case`) }
        run = changed
        return events
    }

    /// Reckons the open deadlines of a case again, after a new calendar or a corrected pack of the same version.
    ///
    /// - Parameters:
    ///   - cause: the event that published it.
    ///   - reason: the code in `DeadlineMoved`: `calendar` or `pack`.
    public func recompute(
        _ state: inout CaseState, because cause: EventID, at now: Instant, reason: String = "calendar"
    ) throws -> Consequences {
        guard state.packVersion == pack.version else { return Consequences() }
        var work = Reconciler(engine: self, state: state, fact: nil)
        try work.recompute(order, because: cause, at: now, reason: reason)
        state = work.state
        return work.consequences
    }

    /// How many granted extensions count: as many as dispatch grants under the same pack (rule X25).
    var extensions: Int { pack.extensions.isAllowed ? pack.extensions.atMost : 0 }

    func place(of clock: ClockName) -> Int? { places[clock] }

    private func matters(_ kind: FactKind) -> Bool {
        kind.describesCase || !touched[kind.order].isEmpty || kind == .supervisionLetterIssued
            || pack.ladders.contains { $0.starts.contains { $0.on == kind } }
    }

    private func places(touchedBy fact: Fact, in state: CaseState) -> [Int] {
        fact.kind.describesCase ? order : touched[fact.kind.order]
    }

    private static func touched(by kind: FactKind, _ clocks: [CompiledClock], _ order: [Int]) -> [Int] {
        var touched: Set<Int> = []
        for place in order {
            let dependsOnTouched = clocks[place].caps.contains { touched.contains($0) }
            if dependsOnTouched || clocks[place].kinds.contains(kind) { touched.insert(place) }
        }
        return order.filter(touched.contains)
    }

    /// Depth first: what a clock must not outlast is reckoned before it. A pack has no cycles.
    private static func order(_ clocks: [CompiledClock]) -> [Int] {
        var order: [Int] = []
        func visit(_ place: Int, _ path: [Int]) {
            guard !order.contains(place), !path.contains(place) else { return }
            for cap in clocks[place].caps { visit(cap, path + [place]) }
            order.append(place)
        }
        for place in clocks.indices { visit(place, []) }
        return order
    }
}
