import Contracts
import Postgres

/// What is new of supervisions, one row for each however many events say something of it.
struct SupervisionNotes {
    struct Note {
        let `case`: CaseID
        /// The earliest that is known of it.
        var openedAt: Instant
        var deadline: DeadlineID?
        var rule: RuleID?
        var workOrder: WorkOrderID?
        var unit: UnitID?
        var ground: String?
        var drafter: String?
        var filedAt: Instant?
        var proposedAt: Instant?
        var withdrawnAt: Instant?
        var steps: [SupervisionAct.Step: Instant] = [:]
        var accounts: [SupervisionAct.Step: String] = [:]
        var conclusion: String?
        var texts = SupervisionTexts()
    }

    private(set) var notes: [SupervisionID: Note] = [:]

    /// Leaves alone what is no matter of supervision.
    mutating func note(_ derived: DerivedEvent) {
        switch derived.event {
        case let event as OverdueFiled:
            var note = note(event.supervision, event.case, derived.at)
            (note.deadline, note.filedAt) = (event.deadline, derived.at)
            (note.workOrder, note.unit) = (event.workOrder, event.unit)
            notes[event.supervision] = note
        case let event as SupervisionProposed:
            var note = note(event.supervision, event.case, derived.at)
            (note.deadline, note.proposedAt, note.rule) = (event.deadline, derived.at, event.rule)
            (note.workOrder, note.unit) = (event.workOrder, event.unit)
            (note.ground, note.drafter) = (event.ground, event.drafter)
            notes[event.supervision] = note
        case let event as SupervisionWithdrawn:
            var note = note(event.supervision, event.case, derived.at)
            note.withdrawnAt = derived.at
            notes[event.supervision] = note
        default: break
        }
    }

    mutating func note(_ act: SupervisionAct) {
        var note = note(act.supervision, act.case, act.at)
        note.steps[act.step] = act.at
        note.accounts[act.step] = act.account
        note.unit = act.unit
        note.workOrder = act.workOrder ?? note.workOrder
        note.conclusion = act.conclusion ?? note.conclusion
        note.texts.answer = act.texts.answer ?? note.texts.answer
        note.texts.report = act.texts.report ?? note.texts.report
        note.texts.feedback = act.texts.feedback ?? note.texts.feedback
        notes[act.supervision] = note
    }

    private func note(_ id: SupervisionID, _ case: CaseID, _ at: Instant) -> Note {
        var note = notes[id] ?? Note(case: `case`, openedAt: at)
        note.openedAt = min(note.openedAt, at)
        return note
    }
}

extension Transaction {
    /// What is known already stays; the case, or the run that climbed, is locked.
    borrowing func store(_ supervisions: SupervisionNotes, of district: DistrictID) throws {
        guard !supervisions.notes.isEmpty else { return }
        let notes = supervisions.notes.sorted { $0.key < $1.key }
        func times(_ step: SupervisionAct.Step) -> [Instant?] { notes.map { $0.value.steps[step] } }
        func texts(_ field: (SupervisionTexts) -> SealedText?) -> [SealedText?] { notes.map { field($0.value.texts) } }
        let (answers, reports, feedback) = (texts(\.answer), texts(\.report), texts(\.feedback))
        func accounts(_ step: SupervisionAct.Step) -> [String?] { notes.map { $0.value.accounts[step] } }
        try execute(
            """
            INSERT INTO supervisions AS known (district, supervision, case_id, opened_at, deadline, rule, work_order,
                unit, ground, drafter, filed_at, proposed_at, withdrawn_at, issued_at, received_at, answered_at,
                reported_at, concluded_at, conclusion, issued_by, received_by, answered_by, reported_by, concluded_by,
                answer_key, answer_box, report_key, report_box, feedback_key, feedback_box)
            SELECT \(district)::text, * FROM unnest(\(notes.map(\.key))::uuid[], \(notes.map(\.value.case))::uuid[],
                \(notes.map(\.value.openedAt))::timestamptz[], \(notes.map(\.value.deadline))::uuid[],
                \(notes.map(\.value.rule))::text[], \(notes.map(\.value.workOrder))::text[],
                \(notes.map(\.value.unit))::text[], \(notes.map(\.value.ground))::text[],
                \(notes.map(\.value.drafter))::text[], \(notes.map(\.value.filedAt))::timestamptz[],
                \(notes.map(\.value.proposedAt))::timestamptz[], \(notes.map(\.value.withdrawnAt))::timestamptz[],
                \(times(.issued))::timestamptz[], \(times(.received))::timestamptz[],
                \(times(.answered))::timestamptz[], \(times(.reported))::timestamptz[],
                \(times(.concluded))::timestamptz[], \(notes.map(\.value.conclusion))::text[],
                \(accounts(.issued))::text[], \(accounts(.received))::text[], \(accounts(.answered))::text[],
                \(accounts(.reported))::text[], \(accounts(.concluded))::text[],
                \(answers.map(\.?.keyId))::text[], \(answers.map(\.?.box))::text[],
                \(reports.map(\.?.keyId))::text[], \(reports.map(\.?.box))::text[],
                \(feedback.map(\.?.keyId))::text[], \(feedback.map(\.?.box))::text[])
            ON CONFLICT (district, supervision) DO UPDATE SET opened_at = least(known.opened_at, excluded.opened_at),
                deadline = coalesce(known.deadline, excluded.deadline), rule = coalesce(known.rule, excluded.rule),
                work_order = coalesce(known.work_order, excluded.work_order),
                unit = coalesce(known.unit, excluded.unit), ground = coalesce(known.ground, excluded.ground),
                drafter = coalesce(known.drafter, excluded.drafter),
                filed_at = coalesce(known.filed_at, excluded.filed_at),
                proposed_at = coalesce(known.proposed_at, excluded.proposed_at),
                withdrawn_at = coalesce(known.withdrawn_at, excluded.withdrawn_at),
                issued_at = coalesce(known.issued_at, excluded.issued_at),
                received_at = coalesce(known.received_at, excluded.received_at),
                answered_at = coalesce(known.answered_at, excluded.answered_at),
                reported_at = coalesce(known.reported_at, excluded.reported_at),
                concluded_at = coalesce(known.concluded_at, excluded.concluded_at),
                conclusion = coalesce(known.conclusion, excluded.conclusion),
                issued_by = coalesce(known.issued_by, excluded.issued_by),
                received_by = coalesce(known.received_by, excluded.received_by),
                answered_by = coalesce(known.answered_by, excluded.answered_by),
                reported_by = coalesce(known.reported_by, excluded.reported_by),
                concluded_by = coalesce(known.concluded_by, excluded.concluded_by),
                answer_key = coalesce(known.answer_key, excluded.answer_key),
                answer_box = coalesce(known.answer_box, excluded.answer_box),
                report_key = coalesce(known.report_key, excluded.report_key),
                report_box = coalesce(known.report_box, excluded.report_box),
                feedback_key = coalesce(known.feedback_key, excluded.feedback_key),
                feedback_box = coalesce(known.feedback_box, excluded.feedback_box)
            """)
    }
}
