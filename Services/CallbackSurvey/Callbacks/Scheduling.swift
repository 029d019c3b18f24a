import Contracts
import DistrictRegister
import FailPoints
import Messaging
import Postgres
import RulePacks

/// Schedules a callback for what a unit has answered (CZ-47, CZ-58), or waives it at once (X13, DM-45).
struct Scheduling: Sendable {
    let register: DistrictRegister
    let counts: CallbackCounts

    /// The lead's answer is asked about, once for each work order; assistants' orders are not called back.
    @Sendable func scheduleCallback(
        after message: Received<WorkOrderAnswered>, in transaction: borrowing Transaction, _ pen: EventPen
    ) throws {
        let (answered, district) = (message.event, message.district)
        let id = try Callback.id(of: answered.workOrder, round: answered.round, in: district)
        // Of a link and an answer that come at once on two topics the second sees the first.
        try transaction.lockCase(answered.case, in: district)
        guard let order = try transaction.answeredOrder(answered, id, in: district) else {
            throw NotYet("case/\(answered.case)")
        }
        try transaction.note(answered, in: district, at: message.time)
        guard order.isLead, !order.isAsked else { return }
        let rules = try register.rules(of: district, version: order.packVersion, in: transaction)
        let waiver = order.person.waiver(under: rules.pack.callback) ?? order.linkedAt.map { _ in Linking.waiver }
        // Who chose to be written to has as long to answer as lies between two calls; then he is rung.
        let isWritten = waiver == nil && order.person.isAskedInWriting
        let callback = Callback(
            id: id, case: answered.case,
            workOrder: answered.workOrder, supervision: nil, unit: answered.unit, round: answered.round,
            method: order.person.method, state: waiver == nil ? .open : .waived, scheduledAt: message.time,
            nextAttemptAt: isWritten ? try rules.nextCall(after: message.time) : message.time, waiver: waiver)
        // As it ends where the link is heard after the answer.
        let isLinked = waiver == Linking.waiver
        let linkedAt = isLinked ? order.linkedAt : nil
        try transaction.insert(callback, of: district, at: max(message.time, linkedAt ?? message.time))
        if waiver == nil {
            try pen.record(callback.scheduled, at: message.time)
            counts.scheduled[district.rawValue].add()
        } else {
            if let waiver, !isLinked { try pen.record(callback.waived(for: waiver), at: message.time) }
            counts.waived[district.rawValue].add()
        }
        pen.announce(Callback.reference(id))
        FailPoint.reach("callback.scheduled")
    }
}

extension Transaction {
    /// - Returns: nil while the appeal or the work order has not come.
    fileprivate borrowing func answeredOrder(
        _ answered: WorkOrderAnswered, _ callback: CallbackID, in district: DistrictID
    ) throws -> AnsweredOrder? {
        let rows = try run(
            """
            SELECT is_anonymous, callback_method, pack_version, linked_at, is_lead, EXISTS (
                SELECT 1 FROM callbacks WHERE callbacks.district = cases.district AND callback = \(callback)::uuid)
            FROM cases JOIN work_orders USING (district, case_id)
            WHERE district = \(district) AND case_id = \(answered.case)::uuid
                AND work_order = \(answered.workOrder)::uuid
            """)
        return try rows.first.map { row in
            let (isAnonymous, method, pack, linkedAt, isLead, isAsked) = try row.decode(
                (Bool, String, String, Instant?, Bool, Bool).self)
            return AnsweredOrder(
                person: try Person(isAnonymous: isAnonymous, method: method), packVersion: pack,
                linkedAt: linkedAt, isLead: isLead, isAsked: isAsked)
        }
    }
}

private struct AnsweredOrder: Sendable {
    let person: Person
    let packVersion: String
    /// Since when the case is handled with an earlier one.
    let linkedAt: Instant?
    let isLead: Bool
    /// There is a callback for this round already.
    let isAsked: Bool
}
