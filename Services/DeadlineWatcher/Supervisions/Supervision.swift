import Contracts
import Postgres

/// One climb of the supervision ladder as its row tells it; also what the desk is answered.
struct Supervision: Encodable, Sendable {
    enum State: String, Codable, CaseIterable, Sendable {
        case filed, proposed, withdrawn, issued, received, concluded
    }

    let supervision: SupervisionID
    let `case`: CaseID
    let deadline: DeadlineID?
    let rule: RuleID?
    let workOrder: WorkOrderID?
    let unit: UnitID?
    /// A code: `overdue`, `notSolved`, `reworkExhausted`.
    let ground: String?
    let drafter: String?
    let state: State
    let openedAt: Instant
    let filedAt: Instant?
    let proposedAt: Instant?
    let withdrawnAt: Instant?
    let issuedAt: Instant?
    let receivedAt: Instant?
    let answeredAt: Instant?
    let reportedAt: Instant?
    let concludedAt: Instant?
    let conclusion: String?
    /// The account that took each step; nil while it is ahead, and in what is older.
    let issuedBy: String?
    let receivedBy: String?
    let answeredBy: String?
    let reportedBy: String?
    let concludedBy: String?
    let sealed: SupervisionTexts
    /// What the unit wrote, opened for whoever may read it; nil also in what is older, and where its key is gone.
    private(set) var answer: String?
    private(set) var report: String?
    private(set) var feedback: String?

    private enum CodingKeys: String, CodingKey {
        case supervision, `case`, deadline, rule, workOrder, unit, ground, drafter, state
        case openedAt, filedAt, proposedAt, withdrawnAt, issuedAt, receivedAt, answeredAt, reportedAt, concludedAt
        case conclusion, issuedBy, receivedBy, answeredBy, reportedBy, concludedBy, answer, report, feedback
    }

    /// For whoever may read what the unit wrote: its own people, those who supervise it, and who decides about it.
    func opened(by texts: CaseTexts) -> Supervision {
        var copy = self
        copy.answer = texts.open(sealed.answer, .answer, of: `case`)
        copy.report = texts.open(sealed.report, .report, of: `case`)
        copy.feedback = texts.open(sealed.feedback, .feedback, of: `case`)
        return copy
    }

    /// When a step was taken; nil while it is ahead.
    func time(of step: SupervisionAct.Step) -> Instant? {
        switch step {
        case .issued: issuedAt
        case .received: receivedAt
        case .answered: answeredAt
        case .reported: reportedAt
        case .concluded: concludedAt
        }
    }

    init(_ row: Row) throws {
        let columns = try row.decode(
            (
                SupervisionID, CaseID, DeadlineID?, RuleID?, WorkOrderID?, UnitID?, String?, String?, String, Instant,
                Instant?, Instant?, Instant?, Instant?, Instant?, Instant?, Instant?, Instant?, String?, String?,
                String?, String?, String?, String?, String?, String?, String?, String?, String?, String?
            ).self)
        (supervision, `case`, deadline, rule) = (columns.0, columns.1, columns.2, columns.3)
        (workOrder, unit, ground, drafter) = (columns.4, columns.5, columns.6, columns.7)
        state = State(rawValue: columns.8) ?? .filed
        (openedAt, filedAt, proposedAt, withdrawnAt) = (columns.9, columns.10, columns.11, columns.12)
        (issuedAt, receivedAt, answeredAt) = (columns.13, columns.14, columns.15)
        (reportedAt, concludedAt, conclusion) = (columns.16, columns.17, columns.18)
        (issuedBy, receivedBy, answeredBy) = (columns.19, columns.20, columns.21)
        (reportedBy, concludedBy) = (columns.22, columns.23)
        sealed = SupervisionTexts(
            answer: SealedText(key: columns.24, box: columns.25), report: SealedText(key: columns.26, box: columns.27),
            feedback: SealedText(key: columns.28, box: columns.29))
    }
}

/// What a unit writes under a letter, sealed; absent in what is older.
struct SupervisionTexts: Sendable {
    /// What the citizen was told (rule DM-28).
    var answer: SealedText?
    /// What was done about it, and what the citizen said (rule DM-29).
    var report: SealedText?
    var feedback: SealedText?
}

extension SealedText {
    /// - Returns: nil where nothing was sealed.
    fileprivate init?(key: String?, box: String?) {
        guard let key, let box else { return nil }
        self.init(keyId: key, box: box)
    }
}

/// Which supervisions a list shows.
struct SupervisionFilter: Sendable {
    var state: Supervision.State?
    var unit: UnitID?
    /// Those behind this place.
    var after: Cursor?
    var limit = 50
}

/// Which acts of a batch have been taken already.
struct KnownActs {
    private let times: [SupervisionID: Supervision]

    init(_ supervisions: [Supervision]) {
        times = Dictionary(supervisions.map { ($0.supervision, $0) }) { first, _ in first }
    }

    func contains(_ step: SupervisionAct.Step, of supervision: SupervisionID) -> Bool {
        times[supervision]?.time(of: step) != nil
    }
}

extension Transaction {
    borrowing func supervision(
        _ id: SupervisionID, in district: DistrictID
    ) throws -> Supervision? {
        try supervisions([id], in: district).first
    }

    borrowing func acts(among acts: [SupervisionAct], in district: DistrictID) throws -> KnownActs {
        guard !acts.isEmpty else { return KnownActs([]) }
        return KnownActs(try supervisions(acts.map(\.supervision), in: district))
    }

    private borrowing func supervisions(
        _ ids: [SupervisionID], in district: DistrictID
    ) throws -> [Supervision] {
        let rows = try run(
            """
            SELECT supervision, case_id, deadline, rule, work_order, unit, ground, drafter,
                CASE WHEN concluded_at IS NOT NULL THEN 'concluded' WHEN received_at IS NOT NULL THEN 'received'
                    WHEN issued_at IS NOT NULL THEN 'issued' WHEN withdrawn_at IS NOT NULL THEN 'withdrawn'
                    WHEN proposed_at IS NOT NULL THEN 'proposed' ELSE 'filed' END,
                opened_at, filed_at, proposed_at, withdrawn_at, issued_at, received_at, answered_at, reported_at,
                concluded_at, conclusion, issued_by, received_by, answered_by, reported_by, concluded_by,
                answer_key, answer_box, report_key, report_box, feedback_key, feedback_box
            FROM supervisions WHERE district = \(district) AND supervision = ANY(\(ids)::uuid[])
            """)
        return try rows.map { try Supervision($0) }
    }

    /// Every climb of a case, the earliest first.
    borrowing func supervisions(of case: CaseID, in district: DistrictID) throws -> [Supervision] {
        let rows = try run(
            """
            SELECT supervision FROM supervisions WHERE district = \(district) AND case_id = \(`case`)::uuid
            ORDER BY opened_at, supervision
            """)
        return try supervisions(try rows.map { try $0.decode(SupervisionID.self) }, in: district)
            .sorted { ($0.openedAt, $0.supervision) < ($1.openedAt, $1.supervision) }
    }

    borrowing func supervisions(_ filter: SupervisionFilter, in district: DistrictID) throws -> [Supervision] {
        let after = filter.after ?? .start
        let rows = try run(
            """
            SELECT * FROM (
                SELECT supervision, case_id, deadline, rule, work_order, unit, ground, drafter,
                    CASE WHEN concluded_at IS NOT NULL THEN 'concluded' WHEN received_at IS NOT NULL THEN 'received'
                        WHEN issued_at IS NOT NULL THEN 'issued' WHEN withdrawn_at IS NOT NULL THEN 'withdrawn'
                        WHEN proposed_at IS NOT NULL THEN 'proposed' ELSE 'filed' END AS state,
                    opened_at, filed_at, proposed_at, withdrawn_at, issued_at, received_at, answered_at, reported_at,
                    concluded_at, conclusion, issued_by, received_by, answered_by, reported_by, concluded_by,
                    answer_key, answer_box, report_key, report_box, feedback_key, feedback_box
                FROM supervisions WHERE district = \(district)
                    AND (opened_at, supervision) > (\(after.at)::timestamptz, \(after.id)::uuid)
                    AND (unit = \(filter.unit)::text OR \(filter.unit)::text IS NULL)) AS listed
            WHERE state = \(filter.state?.rawValue)::text OR \(filter.state?.rawValue)::text IS NULL
            ORDER BY opened_at, supervision LIMIT \(filter.limit)::integer
            """)
        return try rows.map { try Supervision($0) }
    }

    /// Whether the miss behind a climb has been withdrawn, so that there is nothing left to supervise.
    borrowing func isMissWithdrawn(behind known: Supervision, in district: DistrictID) throws -> Bool {
        guard let deadline = known.deadline else { return false }
        return try !run(
            """
            SELECT 1 FROM deadlines WHERE district = \(district) AND case_id = \(known.case)::uuid
                AND deadline = \(deadline)::uuid AND status <> 'missed'
            """
        ).isEmpty
    }
}
