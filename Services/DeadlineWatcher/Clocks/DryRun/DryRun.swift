import Contracts
import RulePacks
import WorkingCalendar

/// A past case reckoned anew under two packs: the one that it keeps and another, over the same calendar. A pure value.
///
/// Limit: a case remembers only the facts that its own pack hears; see `unheard`.
public struct DryRun: Sendable {
    private let kept: ClockEngine
    private let new: ClockEngine
    private let reasons: ChangeReasons

    /// - Parameters:
    ///   - kept: the pack that the cases keep.
    ///   - changes: what `new` says otherwise than `kept`.
    public init(kept: RulePack, new: RulePack, table: CalendarTable, changes: [PackChange]) throws {
        self.kept = try Self.engine(kept, table)
        self.new = try Self.engine(new, table)
        reasons = ChangeReasons(kept: kept, new: new, changes: changes)
    }

    /// Ids need only be unlike here: nothing of a dry run is written.
    private static func engine(_ pack: RulePack, _ table: CalendarTable) throws -> ClockEngine {
        try ClockEngine(pack: pack, calendar: pack.hours.calendar(over: table)) { base, type, ordinal in
            "\(base)/\(type)/\(ordinal)"
        }
    }

    /// Facts that clocks of the new pack hear and the kept one does not: the cases do not remember them, so what the new pack
    /// would have made of them cannot be said.
    public var unheard: [FactKind] {
        let heard = Set(kept.clocks.flatMap(\.kinds))
        return new.clocks.flatMap(\.kinds).reduce(into: []) { kinds, kind in
            if !heard.contains(kind) && !kind.describesCase && !kinds.contains(kind) { kinds.append(kind) }
        }
    }

    /// Every deadline that would have been due at another time, or would not have been, or only then, in the order of the
    /// new pack's clocks, those that it no longer has first.
    ///
    /// - Throws: `OutOfCalendar`, `NoLimit` for a case that one of the packs cannot reckon.
    public func changes(in state: CaseState) throws -> [DeadlineChange] {
        let (old, then) = (try runs(of: state, by: kept), try runs(of: state, by: new))
        let places = Dictionary(uniqueKeysWithValues: new.clocks.enumerated().map { ($1.clock.name, $0) })
        return Set(old.keys).union(then.keys).compactMap { key in
            let (before, after) = (old[key], then[key])
            guard before?.due != after?.due, let run = after ?? before else { return nil }
            return DeadlineChange(
                clock: key.clock, rule: run.rule, workOrder: run.workOrder, subject: key.subject,
                recurrence: key.recurrence, old: before?.due, new: after?.due, reasons: reasons.reasons(for: key.clock))
        }.sorted { left, right in
            (places[left.clock] ?? -1, left.clock, left.subject, left.recurrence) < (
                places[right.clock] ?? -1, right.clock, right.subject, right.recurrence
            )
        }
    }

    private struct Key: Hashable {
        let clock: ClockName
        let subject: String
        let recurrence: Int
    }

    private func runs(of state: CaseState, by engine: ClockEngine) throws -> [Key: ClockRun] {
        var again = CaseState(case: state.case)
        for fact in state.facts { _ = try engine.apply(fact.under(engine.pack.version), to: &again) }
        return again.runs.reduce(into: [:]) { runs, run in
            if run.status != .void {
                runs[Key(clock: run.clock, subject: run.subject, recurrence: run.recurrence)] = run
            }
        }
    }
}

/// One deadline that another pack would have set otherwise.
public struct DeadlineChange: Hashable, Sendable {
    public let clock: ClockName
    public let rule: RuleID
    public let workOrder: WorkOrderID?
    /// What the clock runs for; empty for the case itself.
    public let subject: String
    /// How many runs of the clock for that came before it.
    public let recurrence: Int
    /// Nil where the kept pack sets none.
    public let old: Instant?
    /// Nil where the new pack would have set none.
    public let new: Instant?
    /// The data of the pack that differ, such as `clocks.sign.within.amount: 1 → 2`.
    public let reasons: [String]
}

extension Fact {
    /// The same, as if its case had begun under another pack.
    fileprivate func under(_ version: String) -> Fact {
        guard details.packVersion != nil else { return self }
        var details = details
        details.packVersion = version
        return Fact(id: id, kind: kind, details: details)
    }
}

extension CaseState {
    /// When the appeal was registered; before that is known, the time of the first fact.
    public var beganAt: Instant? {
        for fact in facts {
            if fact.kind == .appealRegistered { return fact.at }
            if fact.kind == .workOrderDispatched, case .instant(let at)? = fact.attributes[.registeredAt] { return at }
        }
        return facts.first?.at
    }
}
