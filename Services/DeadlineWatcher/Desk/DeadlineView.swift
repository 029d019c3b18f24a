import Contracts
import RulePacks
import WorkingCalendar

/// A deadline as the desk is told it.
struct DeadlineView: Encodable, Sendable {
    /// Why it is due when it is.
    struct Words: Encodable, Sendable {
        struct Span: Encodable, Sendable {
            let from: Instant
            /// Absent while it goes on.
            let to: Instant?
        }

        struct Move: Encodable, Sendable {
            let at: Instant
            let earlierDue: Instant
            let due: Instant
            /// The code in `DeadlineMoved`.
            let cause: String
            let calendarVersion: String
        }

        struct Branch: Encodable, Sendable {
            let contradiction: String
            /// False where the documents are silent and the district's policy holds.
            let isLaw: Bool
            /// What the pack says, by the name there; empty where the clock itself settles it.
            let policies: [String: String]
        }

        /// The whole of it as lines; `hotline rules explain` prints the same.
        let zh: String
        let en: String
        /// Days that counted, and those between that did not, by the calendar that the run was last reckoned with; empty where
        /// no calendar decides.
        let counted: [CivilDay]
        let skipped: [CivilDay]
        let pauses: [Span]
        /// Whether no document names the limit, which is the district's policy then.
        let isPolicy: Bool
        let branches: [Branch]
        let moves: [Move]
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
    /// How many runs of the clock came before it; absent for the first.
    let recurrence: Int?
    let startedAt: Instant
    let due: Instant
    let originalDue: Instant
    let endedAt: Instant?
    let isProvisional: Bool
    let calendarVersion: String
    let packVersion: String
    let explanation: Words
}

extension DeadlineView {
    init(_ account: DeadlineAccount, of case: CaseID, _ number: CaseNumber?) {
        let run = account.run
        self.init(
            deadline: run.id, case: `case`, caseNumber: number, broadcast: account.broadcast,
            clock: run.clock, rule: run.rule,
            clause: account.clock?.clause, title: account.clock?.title, status: run.status.rawValue,
            owes: run.owes.rawValue, unit: run.unit, workOrder: run.workOrder,
            recurrence: run.recurrence == 0 ? nil : run.recurrence, startedAt: run.startedAt, due: run.due,
            originalDue: run.originalDue, endedAt: run.endedAt, isProvisional: run.isProvisional,
            calendarVersion: run.calendarVersion, packVersion: run.packVersion, explanation: Words(account))
    }
}

extension DeadlineView.Words {
    fileprivate init(_ account: DeadlineAccount) {
        let words = AccountWords(language: .english, zone: account.zone)
        self.init(
            zh: account.text(.chinese), en: account.text(.english), counted: account.days?.counted ?? [],
            skipped: account.days?.steps.filter { $0.number == nil }.map(\.day) ?? [],
            pauses: account.pauses.map { Span(from: $0.from, to: $0.to) },
            isPolicy: account.clock?.isPolicy ?? false,
            branches: account.branches.map { branch in
                let policies = branch.choices.map { ($0.name, words.value($0.value)) }
                return Branch(
                    contradiction: branch.contradiction, isLaw: !Contradiction.isSilence(branch.contradiction),
                    policies: Dictionary(uniqueKeysWithValues: policies))
            },
            moves: account.moves.map {
                Move(
                    at: $0.at, earlierDue: $0.earlierDue, due: $0.due, cause: $0.cause,
                    calendarVersion: $0.calendarVersion)
            })
    }
}
