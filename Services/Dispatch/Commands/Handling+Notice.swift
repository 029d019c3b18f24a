import Contracts
import HTTP
import Postgres
import RulePacks
import ServiceKit

extension Handling {
    /// A notice of handling with a limit of its own (rules DM-10, X21).
    ///
    /// - Throws: `Problem` 400 without a due time; 409 when there is a notice with another one, and for what goes by a limit of
    ///   its category: a matter has one limit.
    mutating func issueNotice(_ draft: NoticeDraft, in transaction: borrowing Transaction) throws {
        guard let due = draft.due else { throw HTTP.Problem.invalid("due", "is missing") }
        if order.noticeDue == due { return }
        try require(.notice)
        guard rules.pack.knowsNotices else { throw HTTP.Problem.conflict("The case's rules know no notices.") }
        guard file.appeal.isComplex, order.isLead else {
            throw HTTP.Problem.conflict("Only the lead of a complex matter goes by a notice.")
        }
        if let known = order.noticeDue {
            throw HTTP.Problem.conflict("There is a notice with the limit \(known); more time is an extension.")
        }
        try Self.checkDue(due, "due", at: now)
        order.noticeDue = due
        try say(
            NoticeIssued(case: file.id, workOrder: order.id, unit: order.unit, due: due, issuedBy: account),
            detail: due.rfc3339,
            in: transaction)
    }

    static func checkDue(_ due: Instant, _ field: String, at now: Instant) throws(HTTP.Problem) {
        guard due > now else { throw HTTP.Problem.invalid(field, "must lie ahead") }
        guard due <= now.advanced(bySeconds: 366 * 86_400) else {
            throw HTTP.Problem.invalid(field, "must lie within a year")
        }
    }
}

extension RulePack {
    /// Whether some limit is what a notice says.
    fileprivate var knowsNotices: Bool {
        clocks.contains { $0.starts.triggers.contains { $0.on == .noticeIssued } }
    }
}

struct NoticeDraft: Decodable, Sendable {
    var due: Instant?
}

extension WorkOrder {
    /// A complex matter goes by a notice (rule X21), which is still to be issued.
    func needsNotice(of file: CaseFile, by pack: RulePack) -> Bool {
        file.appeal.isComplex && noticeDue == nil && state.isOpen && isLead
            && pack.policy(.complexNotice) == .text("required")
    }
}
