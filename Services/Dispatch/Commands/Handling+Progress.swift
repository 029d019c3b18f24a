import Contracts
import HTTP
import Postgres
import RulePacks
import ServiceKit

/// Sign, contact, answer, close, and the receipts that a close needs.
extension Handling {
    static let longestAnswer = 5_000

    mutating func sign(in transaction: borrowing Transaction) throws {
        guard try isNew(.sign) else { return }
        try say(WorkOrderSigned(case: file.id, workOrder: order.id, unit: order.unit), in: transaction)
    }

    /// - Throws: `Problem` 409 where there is nobody to contact (rule X13).
    mutating func contact(_ draft: ContactDraft, in transaction: borrowing Transaction) throws {
        let contact = try draft.checked()
        if file.appeal.isAnonymous { throw HTTP.Problem.conflict("The citizen is anonymous: contact is waived.") }
        if file.appeal.hasContact == false {
            throw HTTP.Problem.conflict("The citizen left no way to be reached: contact is waived until there is one.")
        }
        try require(.contact)
        // What is on record already is said no second time.
        if order.wasReached == contact.wasReached, order.wasTold == contact.wasTold { return }
        (order.wasReached, order.wasTold) = (contact.wasReached, contact.wasTold)
        try say(
            CitizenContacted(
                case: file.id, workOrder: order.id, unit: order.unit, wasReached: contact.wasReached,
                wasToldProcedureAndLimit: contact.wasTold), detail: contact.wasReached ? "reached" : "notReached",
            in: transaction)
    }

    /// - Throws: `Problem` 409 when it was answered with another text, or while the notice that it goes by is missing (rule X21).
    mutating func answer(_ draft: AnswerDraft, in transaction: borrowing Transaction) throws {
        var check = FieldCheck()
        let text = check.requiredText("text", draft.text, atMost: Self.longestAnswer)
        try check.finish()
        guard try isNew(.answer) else {
            guard let known = order.answer, try open(known, "answer") == text else {
                throw HTTP.Problem.conflict("The work order is answered, with another text.")
            }
            return
        }
        if order.needsNotice(of: file, by: rules.pack) {
            throw HTTP.Problem(
                409, "The notice is missing", detail: "A complex matter goes by a notice that sets its limit.",
                errors: [.init("notice", "is missing")])
        }
        order.answer = try seal(text, "answer")
        try say(
            WorkOrderAnswered(
                case: file.id, workOrder: order.id, unit: order.unit, round: order.round,
                isToCitizen: isAnsweredToCitizen, answer: order.answer, answeredBy: account), in: transaction)
        if order.isLead { try transaction.learn(from: file.id, in: district) }
    }

    /// - Throws: `Problem` 409 listing the receipts that are missing (rule X09).
    mutating func close(in transaction: borrowing Transaction) throws {
        guard try isNew(.close) else { return }
        let missing = try missingReceipts(in: transaction)
        guard missing.isEmpty else {
            throw HTTP.Problem(
                409, "Receipts are missing",
                detail: "The work order is \(order.state.name); missing: \(missing.joined(separator: ", ")).",
                errors: missing.map { .init($0, "is missing") })
        }
        let hasTaught = order.state.stage == .answered
        try say(
            WorkOrderClosed(
                case: file.id, workOrder: order.id, unit: order.unit, round: order.round,
                callbackMethod: file.appeal.callbackMethod, isAnonymous: file.appeal.isAnonymous, closedBy: account),
            in: transaction)
        if order.isLead, !hasTaught { try transaction.learn(from: file.id, in: district) }
    }

    /// An assistant hands its part to the lead, which alone answers for the matter: it needs no receipts but the reply.
    private func missingReceipts(in transaction: borrowing Transaction) throws -> [String] {
        var wanted = ["reply"]
        if order.isLead, case .texts(let names) = rules.pack.policy(.closingReceipts) { wanted = names }
        let filed = try transaction.filings(of: order.id, in: district).filter { $0.form == closingForm }.map(
            \.receiver)
        return wanted.filter { $0 == "reply" ? order.state.stage != .answered : !filed.contains($0) }
    }

    /// - Throws: `Problem` 409 when the form was filed with the same receiver and another text, or is not what the others of
    ///   its receivers have (rule X09).
    mutating func file(_ draft: FormDraft, in transaction: borrowing Transaction) throws {
        let (filing, text) = try draft.checked()
        if filing.receiver == Filing.lead { return try coordinate(filing, text, in: transaction) }
        if isOfTransfer(filing) { return try fileForTransfer(filing, text, in: transaction) }
        try requireClosingForm(filing)
        try require(.file)
        let reply = try artefact(filing, text, in: transaction)
        guard try transaction.keep(filing, reply: reply, of: order.id, in: district, at: now) else {
            return try requireSame(text, as: filing, in: transaction)
        }
        try say(
            FormFiled(
                case: file.id, workOrder: order.id, unit: order.unit, form: filing.form, receiver: filing.receiver,
                reply: reply),
            detail: filing.receiver, in: transaction)
    }

    func requireSame(_ text: String?, as filing: Filing, in transaction: borrowing Transaction) throws {
        guard let text else { return }
        let known = try transaction.reply(of: filing, to: order.id, in: district)
        guard let known, try open(known, "reply") == text else {
            throw HTTP.Problem.conflict("The form is filed with this receiver, with another text.")
        }
    }
}
