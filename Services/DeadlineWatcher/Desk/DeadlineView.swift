import Contracts
import RulePacks
import WorkingCalendar

/// A deadline as the desk is told it.
struct DeadlineView: Encodable, Sendable {
    struct Words: Encodable, Sendable {
        let zh: String
        let en: String
        /// Days that counted, and those between that did not.
        let counted: [CivilDay]
        let skipped: [CivilDay]
    }

    let deadline: DeadlineID
    let `case`: CaseID
    let caseNumber: CaseNumber?
    /// The show, for a deadline of its preparation.
    let broadcast: BroadcastID?
    let clock: ClockName
    let rule: RuleID
    /// Where it is written, in the document's own numbering.
    let clause: String?
    let title: Title?
    let status: String
    let owes: String
    let unit: UnitID?
    let workOrder: WorkOrderID?
    let startedAt: Instant
    let due: Instant
    let originalDue: Instant
    let endedAt: Instant?
    let isProvisional: Bool
    let calendarVersion: String
    let packVersion: String
    /// Nil where no calendar decides, or another one than today's did.
    let explanation: Words?
}

extension DeadlineView {
    init(_ run: ClockRun, of state: CaseState, _ number: CaseNumber?, by engine: ClockEngine) throws {
        let clock = engine.pack.clock(run.clock)
        self.init(
            deadline: run.id, case: state.case, caseNumber: number, broadcast: engine.broadcast(of: run),
            clock: run.clock, rule: run.rule,
            clause: clock?.clause, title: clock?.title, status: run.status.rawValue, owes: run.owes.rawValue,
            unit: run.unit, workOrder: run.workOrder, startedAt: run.startedAt, due: run.due,
            originalDue: run.originalDue, endedAt: run.endedAt, isProvisional: run.isProvisional,
            calendarVersion: run.calendarVersion, packVersion: run.packVersion,
            explanation: try engine.explanation(of: run, in: state).map(Words.init))
    }
}

extension DeadlineView.Words {
    fileprivate init(_ explanation: Explanation) {
        self.init(
            zh: explanation.text(.chinese), en: explanation.text(.english), counted: explanation.counted,
            skipped: explanation.steps.filter { $0.number == nil }.map(\.day))
    }
}
