import Contracts
import HTTP
import Postgres
import RulePacks
import ServiceKit

/// The form (问题协调处理表) by which a unit passes a matter on to the platform (rule DM-31), where the rule pack asks for one.
extension Handling {
    /// What the rule pack asks for; nil where a matter is passed on without.
    var transferFiling: Filing? {
        rules.pack.transfer.form.map { Filing(form: $0, receiver: Filing.platform) }
    }

    func isOfTransfer(_ filing: Filing) -> Bool {
        filing.form == transferFiling?.form && filing.receiver == Filing.platform
    }

    /// Files it ahead of the transfer.
    ///
    /// - Throws: `Problem` 409 where there is nothing to pass on any more, or where it is filed with another text.
    mutating func fileForTransfer(_ filing: Filing, _ text: String?, in transaction: borrowing Transaction) throws {
        if try transaction.isFiled(filing, of: order.id, in: district) {
            return try requireSame(text, as: filing, in: transaction)
        }
        guard order.isLead else { throw HTTP.Problem.conflict("An assistant does not pass the matter on.") }
        try require(.transfer)
        let reply = try text.map { try seal($0, "reply") }
        _ = try transaction.keep(filing, reply: reply, of: order.id, in: district, at: now)
        try say(
            FormFiled(
                case: file.id, workOrder: order.id, unit: order.unit, form: filing.form, receiver: filing.receiver,
                reply: reply, isForTransfer: true),
            detail: filing.receiver, in: transaction)
    }

    /// Sees to it that the form goes with the matter that is passed on.
    ///
    /// - Parameter text: what it says, where it comes with the transfer.
    /// - Throws: `Problem` 409 where it is missing.
    mutating func bring(_ text: String?, in transaction: borrowing Transaction) throws {
        guard let filing = transferFiling else { return }
        if let text { return try fileForTransfer(filing, text, in: transaction) }
        guard try transaction.isFiled(filing, of: order.id, in: district) else {
            throw HTTP.Problem(
                409, "The form is missing",
                detail: "A matter is passed on with the form \(filing.form), filed with the platform or brought along.",
                errors: [.init("form", "is missing")])
        }
    }
}
