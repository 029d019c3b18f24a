import Contracts
import HTTP
import Messaging
import Postgres
import Sealing
import ServiceKit

/// Works an amendment into a case: what is new is stored and told, what is known already changes nothing.
struct Amendment: Sendable {
    let draft: AmendmentDraft
    let district: DistrictID
    let rings: Rings
    let now: Instant
    let cause: Cause
    /// With an idempotency key.
    var request: Request?

    struct Request: Sendable {
        let id: String
        /// What a repeat must have in common with it.
        let parts: [String]
    }

    /// - Returns: the fields that are still missing.
    /// - Throws: `Problem` 404 for an unknown number, 409 for a promise or words that contradict those on record.
    func apply(to number: CaseNumber, in transaction: borrowing Transaction, _ journal: Journal) throws -> [String] {
        guard let row = try transaction.caseRow(number, in: district, isLocked: true) else {
            throw Problem.notFound("There is no case of this number.")
        }
        let seal = Seal(rings: rings, subject: row.subject(in: district), month: row.month)
        if try isRepeat(in: transaction, seal) { return row.appeal.missing }
        var change = Change(row: row)
        try amendContent(&change, row, seal)
        let onAir = try OnAirAmendment(draft, to: row, seal)?.apply(to: &change, in: transaction)
        guard change.isToStore else { return row.appeal.missing }
        try transaction.store(change, of: district)
        try amendSketch(change, row, in: transaction)
        let pen = journal.events(causedBy: cause)
        if change.isNew { try pen.record(change.event, at: now) }
        if let answered = onAir?.answered { try pen.record(answered, at: now) }
        if let promised = onAir?.promised { try pen.record(promised, at: now) }
        return change.appeal.missing
    }

    /// A repeat changes nothing, however late it comes.
    ///
    /// - Throws: `Problem` 422 when the key was used for another amendment.
    private func isRepeat(in transaction: borrowing Transaction, _ seal: Seal) throws -> Bool {
        guard let request else { return false }
        let fingerprint = try rings.personal.fingerprint(of: request.parts, subject: seal.subject, month: seal.month)
        guard let first = try transaction.keep(request.id, fingerprint, of: district) else { return false }
        guard Digest.areEqual(first, fingerprint) else { throw IdempotencyKey.wasUsed() }
        return true
    }

    private func amendContent(_ change: inout Change, _ row: CaseRow, _ seal: Seal) throws {
        change.set(\.category, draft.category)
        change.set(\.unit, draft.unit)
        change.set(\.isForeignMatter, draft.isForeignMatter)
        change.set(\.isComplex, draft.isComplex)
        change.set(\.isAnonymous, draft.isAnonymous)
        try amendText(&change, row, seal)
        let isAsked = draft.citizen != nil || draft.callbackMethod != nil
        let known = isAsked ? try row.citizen.map(seal.openCitizen) ?? Citizen() : Citizen()
        if let citizen = draft.citizen {
            guard !change.appeal.isAnonymous else {
                throw Problem.invalid("citizen", "must be left out by who is anonymous")
            }
            let whole = known.amended(by: citizen)
            change.supplied += [whole.name.map { _ in "citizen.name" }, whole.phone.map { _ in "citizen.phone" }]
                .compactMap { $0 }
            if whole != known {
                change.citizen = try seal.citizen(whole)
                change.hasContact = whole.hasContact
                change.phoneHash = try whole.phone.flatMap {
                    try rings.personal.phoneHash($0, district: district, month: row.month)
                }
                change.isNew = true
            }
        }
        amendCallbackMethod(&change, row, from: known)
        if draft.category != nil { change.supplied.append("category") }
        if draft.text != nil { change.supplied.append("text") }
        if draft.unit != nil { change.supplied.append("unit") }
        if draft.isAnonymous == true { change.supplied += ["citizen.name", "citizen.phone"] }
    }

    /// As at a registration; a number that is new is rung, one that was there was left by who wanted no call.
    private func amendCallbackMethod(_ change: inout Change, _ row: CaseRow, from known: Citizen) {
        let whole = draft.citizen.map(known.amended) ?? known
        var appeal = change.appeal
        appeal.citizen = whole
        let isNewNumber = known.phone == nil && whole.phone != nil
        if let wanted = draft.callbackMethod ?? (isNewNumber && row.appeal.callbackMethod == .none ? .phone : nil) {
            change.set(\.callbackMethod, appeal.callbackMethod(wanted: wanted))
        }
    }

    /// A matter that turns out to be a report has its text under the vault from then on, whoever could read it before.
    private func amendText(_ change: inout Change, _ row: CaseRow, _ seal: Seal) throws {
        let known = try row.text.map { try seal.open($0, .text) }
        guard let text = draft.text ?? known else { return }
        let isReport = change.appeal.category == .report
        let becameReport = isReport && row.appeal.category != .report && rings.vault != nil
        guard text != known || becameReport else { return }
        change.text = try seal.text(text, .text, isReport: isReport)
        change.isNew = true
    }

    /// What turns out to be a report is not found any more.
    private func amendSketch(_ change: Change, _ row: CaseRow, in transaction: borrowing Transaction) throws {
        let isReport = change.appeal.category == .report
        let wasReport = row.appeal.category == .report
        guard change.text != nil || change.citizen != nil || isReport != wasReport else { return }
        try transaction.forgetSketch(of: row.id, isSoughtAfter: !isReport, in: district)
    }
}
