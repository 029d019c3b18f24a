import Contracts
import HTTP
import Messaging
import Postgres

/// The coordination form (协调处理表) that goes to the unit which leads a joint handling.
extension Handling {
    /// Rule DM-34. The form is the lead's to act on; nothing changes about the work order of whoever sends it.
    ///
    /// - Throws: `Problem` 409 where no other unit leads, or where the form went to it with another text.
    mutating func coordinate(_ filing: Filing, _ text: String?, in transaction: borrowing Transaction) throws {
        guard let lead = try jointLead(in: transaction) else {
            throw HTTP.Problem.conflict("The work order has no joint lead: there is nobody to send the form to.")
        }
        try require(.coordinate)
        let reply = try text.map { try seal($0, "reply") }
        guard try transaction.keep(filing, reply: reply, of: order.id, in: district, at: now) else {
            return try requireSame(text, as: filing, in: transaction)
        }
        try transaction.assign(filing, of: order, to: lead.id, in: district)
        try say(
            FormFiled(
                case: file.id, workOrder: order.id, unit: order.unit, form: filing.form, receiver: filing.receiver,
                reply: reply, leadOrder: lead.id, leadUnit: lead.unit),
            detail: lead.unit.rawValue, in: transaction)
    }

    /// The work order that leads the handling which this one takes part in: which it assists, or to which it was passed on, at
    /// once or from hand to hand, and which others assist.
    private func jointLead(in transaction: borrowing Transaction) throws -> WorkOrder? {
        let all = try transaction.workOrders(of: file.id, in: district)
        func lead(behind order: WorkOrder) -> WorkOrder? {
            all.first {
                order.basis == .joint ? $0.id == order.previous : $0.previous == order.id && $0.basis == .transfer
            }
        }
        var found = lead(behind: order)
        if order.basis == .joint { return found.flatMap { $0.state.isPassedOn ? nil : $0 } }
        while let last = found, last.state.isPassedOn { found = lead(behind: last) }
        let isJoint = all.contains { $0.previous == found?.id && $0.basis == .joint && $0.state.stage != .returned }
        return isJoint ? found : nil
    }
}

/// A form as the lead's desk shows it.
struct Coordination: Sendable, Encodable {
    let form: String
    /// Who sent it, about which work order of its own.
    let unit: UnitID
    let workOrder: WorkOrderID
    let filedAt: Instant
    /// What it says, for whoever may read it.
    var reply: String?
    /// The same, sealed.
    let box: SealedText?

    private enum CodingKeys: String, CodingKey {
        case form, unit, workOrder, filedAt, reply
    }
}

extension Transaction {
    borrowing func assign(
        _ filing: Filing, of order: WorkOrder, to lead: WorkOrderID, in district: DistrictID
    ) throws {
        try execute(
            """
            UPDATE filings SET unit = \(order.unit), lead_order = \(lead)::uuid
            WHERE district = \(district) AND work_order = \(order.id)::uuid AND form = \(filing.form)
                AND receiver = \(filing.receiver)
            """)
    }

    /// What other units have filed with this work order's, oldest first.
    borrowing func coordinations(with lead: WorkOrderID, in district: DistrictID) throws -> [Coordination] {
        let rows = try run(
            """
            SELECT form, unit, work_order, filed_at, reply_key, reply_box FROM filings
            WHERE district = \(district) AND lead_order = \(lead)::uuid ORDER BY filed_at, work_order, form
            """)
        return try rows.map { row in
            let (form, unit, order, at, key, box) = try row.decode(
                (String, UnitID, WorkOrderID, Instant, String?, String?).self)
            return Coordination(
                form: form, unit: unit, workOrder: order, filedAt: at,
                box: key.flatMap { key in box.map { SealedText(keyId: key, box: $0) } })
        }
    }
}
