import Contracts
import HTTP
import Messaging
import Postgres
import RulePacks
import ServiceKit

/// The one stamped form that closing needs, and its receipts (rule X09).
extension Handling {
    /// Who confirms that the form has come.
    var closingReceivers: [String] {
        guard case .texts(let names) = rules.pack.policy(.closingReceipts) else { return [] }
        return names.filter { $0 != "reply" }
    }

    var closingForm: String {
        guard case .text(let form) = rules.pack.policy(.closingForm) else { return "" }
        return form
    }

    /// - Throws: `Problem` 400 for another form than the one that a receipt is of.
    func requireClosingForm(_ filing: Filing) throws(HTTP.Problem) {
        guard closingReceivers.contains(filing.receiver), filing.form != closingForm else { return }
        throw HTTP.Problem.invalid("form", "must be \(closingForm): it is what \(filing.receiver) receives")
    }

    /// Sees to it that all receipts of a work order are of one artefact: who receives it later, receives what the others
    /// have. Whoever types no words again confirms those. Without the first one's words nobody could hold the form against the
    /// reply and what was said on air.
    ///
    /// - Returns: what the form says, sealed.
    /// - Throws: `Problem` 400 where the first receipt has no words, 409 for other words than another receiver has.
    func artefact(
        _ filing: Filing, _ text: String?, in transaction: borrowing Transaction
    ) throws -> SealedText? {
        guard closingReceivers.contains(filing.receiver) else { return try text.map { try seal($0, "reply") } }
        let known = try transaction.received(filing.form, by: closingReceivers, of: order.id, in: district)
        guard let known else {
            guard let text else {
                throw HTTP.Problem.invalid("reply", "is missing: what the form says is held against the reply")
            }
            return try seal(text, "reply")
        }
        guard let text else { return known.reply }
        guard let reply = known.reply, try open(reply, "reply") == text else {
            throw HTTP.Problem(
                409, "The receipts are of one form",
                detail:
                    "The \(known.receiver) has received it with other words. What is to say something else is for another "
                    + "round of handling.",
                errors: [.init("reply", "is not what the \(known.receiver) has received")])
        }
        return reply
    }
}

/// A form as one of its receivers has it.
struct ReceivedForm {
    let receiver: String
    let reply: SealedText?
}

extension Transaction {
    /// As the first of the receivers got it; nil where none has.
    borrowing func received(
        _ form: String, by receivers: [String], of order: WorkOrderID, in district: DistrictID
    ) throws -> ReceivedForm? {
        let rows = try run(
            """
            SELECT receiver, reply_key, reply_box FROM filings WHERE district = \(district)
                AND work_order = \(order)::uuid AND form = \(form) AND receiver = ANY(\(receivers)::text[])
            ORDER BY filed_at, receiver LIMIT 1
            """)
        guard let (receiver, key, box) = try rows.first?.decode((String, String?, String?).self) else { return nil }
        return ReceivedForm(receiver: receiver, reply: SealedText(keyId: key, box: box))
    }
}
