import Contracts
import HTTP
import Postgres
import Sealing

/// Works into a case what was said in the studio and was not noted with the call, or not whole (rule CZ-41).
struct OnAirAmendment {
    /// What can be told now.
    struct Facts {
        var answered: AppealAnsweredOnAir?
        var promised: PromiseMade?
    }

    private let draft: AmendmentDraft
    private let row: CaseRow
    private let broadcast: BroadcastID
    private let seal: Seal
    /// What was noted before.
    private let known: StudioWords
    /// What is noted now.
    private let words: StudioWords

    /// - Returns: nil for a draft that says nothing of the studio.
    /// - Throws: `Problem` 400 where the case belongs to no show, 409 for other words than those that were told.
    init?(_ draft: AmendmentDraft, to row: CaseRow, _ seal: Seal) throws {
        guard let field = draft.onAirField else { return nil }
        guard let broadcast = row.broadcast else {
            throw Problem.invalid(field, "goes with a case that was raised on air")
        }
        let known = try row.said.map(seal.openWords) ?? StudioWords()
        (self.draft, self.row, self.broadcast, self.seal) = (draft, row, broadcast, seal)
        self.known = known
        words = try known.amended(by: draft, to: row)
    }

    /// What waits for more stays with the case, and is asked for.
    ///
    /// - Throws: `Problem` 400 for a promise from before the show, 409 for one that contradicts the one on record.
    func apply(to change: inout Amendment.Change, in transaction: borrowing Transaction) throws -> Facts {
        let unit = change.appeal.unit
        let facts = Facts(answered: try answered(by: unit), promised: try promised(by: unit, in: transaction))
        let outcome = outcome(after: facts)
        change.appeal.onAir = outcome
        change.promiseDue = facts.promised?.due
        if words != known { change.said = try seal.words(words) }
        change.onAirMissing = missing(
            under: outcome ?? .accepted, isDue: row.promiseDue != nil || facts.promised != nil)
        return facts
    }

    /// The matter is answered where the operator says so. Words alone do not make it so: with a promise, or where it was only
    /// taken on, the unit still owes the answer.
    private func answered(by unit: UnitID?) throws -> AppealAnsweredOnAir? {
        let isCompleted = row.appeal.missing.contains("answer") && words.answer != nil
        guard row.appeal.onAir == .answered ? isCompleted : draft.outcome == .answered else { return nil }
        return AppealAnsweredOnAir(
            case: row.id, broadcast: broadcast, unit: unit, answer: try words.answer.map { try seal.text($0, .answer) })
    }

    private func promised(by unit: UnitID?, in transaction: borrowing Transaction) throws -> PromiseMade? {
        guard case .instant(let due)? = draft.promiseDue else { return nil }
        if let show = try transaction.broadcast(broadcast, in: seal.subject.district),
            due <= show.openedAt ?? show.opensAt
        {
            throw Problem.invalid("promiseDue", "lies before the show")
        }
        if let known = row.promiseDue {
            guard known == due else { throw Problem.conflict("A promise with another date is on record.") }
            return nil
        }
        return PromiseMade(
            case: row.id, broadcast: broadcast, unit: unit, due: due,
            promise: try words.promise.map { try seal.text($0, .promise) })
    }

    private func outcome(after facts: Facts) -> OnAirOutcome? {
        if row.appeal.onAir == .answered || facts.answered != nil { return .answered }
        return facts.promised != nil || draft.outcome == .promised ? .promised : row.appeal.onAir
    }

    private func missing(under outcome: OnAirOutcome, isDue: Bool) -> [String] {
        let before = row.appeal.missing
        var fields = words.missing(under: outcome, isDue: isDue)
        // What was answered to a call from before words were kept is in the journal alone.
        if row.appeal.onAir == .answered, !before.contains("answer") { fields.removeAll { $0 == "answer" } }
        if outcome.isOpen, before.contains("outcome"), !fields.contains("outcome") {
            fields.insert("outcome", at: 0)
        }
        return fields
    }
}

extension StudioWords {
    /// With what the draft says in its place.
    ///
    /// - Throws: `Problem` 409 where other words were told already: a fact is not taken back.
    fileprivate func amended(by draft: AmendmentDraft, to row: CaseRow) throws -> StudioWords {
        let isAnswerTold = answer != nil && row.appeal.onAir == .answered
        if isAnswerTold, let other = draft.answer, other != answer {
            throw Problem.conflict("An answer in other words is on record.")
        }
        let isPromiseTold = promise != nil && row.promiseDue != nil
        if isPromiseTold, let other = draft.promise, other != promise {
            throw Problem.conflict("A promise in other words is on record.")
        }
        return StudioWords(answer: draft.answer ?? answer, promise: draft.promise ?? promise)
    }
}
