import Contracts
import HTTP
import Messaging
import Postgres
import Sealing

/// One citizen's answer to the callback that asked him by text or web.
struct SurveyAnswer: Sendable {
    let draft: SurveyDraft
    let district: DistrictID
    let rings: Rings
    let now: Instant
    let traceparent: String?

    /// Records the answer once. The same answer again changes nothing, however late it comes.
    ///
    /// - Throws: `Problem` 409 that says why he is not asked, or that he has answered otherwise.
    func apply(to row: CaseRow, in transaction: borrowing Transaction, _ journal: Journal) throws {
        guard let question = Question(try transaction.facts(about: row.id, in: district)) else {
            throw Problem.conflict("Nothing has been asked about this case yet.")
        }
        let seal = Seal(rings: rings, subject: row.subject(in: district), month: row.month)
        let fingerprint = try rings.personal.fingerprint(
            of: draft.fingerprintParts, subject: seal.subject, month: seal.month)
        if let first = try transaction.surveyAnswer(to: question.callback, in: district) {
            guard Digest.areEqual(first, fingerprint) else {
                throw Problem.conflict("The survey is answered already, with another answer.")
            }
            return
        }
        guard try transaction.link(of: row.id, in: district) == nil else {
            throw Problem.conflict("The case is handled together with an earlier one: you are not asked any more.")
        }
        guard question.isForHimself else { throw Problem.conflict("You are asked by phone, as you chose.") }
        guard !question.isOver else { throw Problem.conflict("The callback is over: the result is on record.") }
        try transaction.keep(fingerprint, asAnswerTo: question.callback, of: row.id, in: district, at: now)
        try record(question, row, seal, journal)
    }

    private func record(_ question: Question, _ row: CaseRow, _ seal: Seal, _ journal: Journal) throws {
        let isReport = row.appeal.category == .report
        let comment = try draft.comment.map { try seal.text($0, .comment, isReport: isReport) }
        let cause = Cause(
            id: try DerivedID.make("survey", district.rawValue, question.callback.rawValue), traceparent: traceparent)
        try journal.events(causedBy: cause).record(
            SurveyAnswered(
                case: row.id, callback: question.callback, outcome: draft.outcome, satisfaction: draft.satisfaction,
                comment: comment), at: now)
    }
}

extension Transaction {
    /// - Returns: the fingerprint of what was answered; nil where nothing was.
    borrowing func surveyAnswer(to callback: CallbackID, in district: DistrictID) throws -> [UInt8]? {
        try run("SELECT fingerprint FROM survey_answers WHERE district = \(district) AND callback = \(callback)::uuid")
            .first?.decode([UInt8].self)
    }

    borrowing func keep(
        _ fingerprint: [UInt8], asAnswerTo callback: CallbackID, of id: CaseID, in district: DistrictID,
        at now: Instant
    ) throws {
        try execute(
            """
            INSERT INTO survey_answers (district, callback, case_id, fingerprint, answered_at)
            VALUES (\(district), \(callback)::uuid, \(id)::uuid, \(fingerprint), \(now))
            """)
    }
}
