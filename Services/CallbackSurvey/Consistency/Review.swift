import Contracts
import HTTP
import Messaging
import Postgres
import Sealing

/// One decision about one inconsistency: what is done with it in a transaction.
struct Review: Sendable {
    let inconsistency: String
    let district: DistrictID
    let kit: SurveyKit
    let now: Instant
    /// The name of the reviewer's token.
    let reviewer: String
    let traceparent: String?

    /// - Throws: `Problem` 404, or 409 when it is decided otherwise or the rule pack allows no further round.
    func decide(
        _ decision: Decision, because reason: String, in transaction: borrowing Transaction, _ journal: Journal
    ) throws -> ReviewedInconsistency {
        try kit.rules(of: district, in: transaction)
        let known = try locked(in: transaction)
        if let made = known.decision {
            guard made.decision == decision else {
                throw Problem.conflict("The inconsistency is decided: \(made.decision.rawValue), by \(made.by).")
            }
            return known
        }
        let survey = try transaction.survey(of: known.case, in: district, kit.register)
        if decision == .rework, !Decision.mayRework(round: known.round, under: survey.rules.pack.rework) {
            throw Problem.conflict("The rule pack allows no further round of rework: supervision can be asked for.")
        }
        try record(decision, of: known, in: transaction, journal)
        let note = try seal(reason, of: known.case, registeredAt: survey)
        try transaction.store(decision, by: self, note: note)
        var decided = known
        decided.decision = .init(decision: decision, by: reviewer, at: now)
        return decided
    }

    /// One round is sent back, or handed to supervision, once: whatever else is found in it, and whatever the citizen
    /// says of it.
    private func record(
        _ decision: Decision, of known: ReviewedInconsistency, in transaction: borrowing Transaction, _ journal: Journal
    ) throws {
        guard let consequence = decision.consequence(of: known.kind) else { return }
        let callback = try Callback.id(of: known.workOrder, round: known.round, in: district)
        let asked = try transaction.lockedCallback(callback, in: district)?.consequence?.kind
        guard asked != consequence.kind,
            try !transaction.isAsked(consequence.kind, of: known.workOrder, known.case, in: district)
        else { return }
        let cause = Cause(
            id: try DerivedID.make("inconsistency", district.rawValue, inconsistency, "decide"),
            traceparent: traceparent)
        try consequence.record(
            about: .init(
                case: known.case, callback: callback, workOrder: known.workOrder, unit: known.unit, round: known.round),
            with: journal.events(causedBy: cause), at: now)
    }

    /// The case is locked first, as texts that come do, so that two decisions about one round see each other.
    private func locked(in transaction: borrowing Transaction) throws -> ReviewedInconsistency {
        guard let known = try transaction.inconsistency(inconsistency, in: district) else {
            throw Problem.notFound("There is no such inconsistency.")
        }
        try transaction.lockCase(known.case, in: district)
        return try transaction.inconsistency(inconsistency, in: district) ?? known
    }

    private func seal(_ reason: String, of id: CaseID, registeredAt survey: Survey) throws -> SealedText {
        let month = Month(survey.rules.pack.hours.zone.day(of: survey.registeredAt))
        do {
            return try kit.keys.seal(
                reason, field: "decision", of: SealSubject(district: district, case: id), month: month)
        } catch SealingError.keyDestroyed {
            throw Problem.conflict("The retention of the case's month has ended: nothing can be added to it.")
        }
    }
}
