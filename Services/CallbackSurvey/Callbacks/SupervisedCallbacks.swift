import Contracts
import DistrictRegister
import Messaging
import Postgres
import RulePacks

/// Plans to ask the citizen again when a unit's time to reply under a supervision letter is over, so that what the
/// citizen says can be reported with the handling (DM-29, X28).
struct Planning: Sendable {
    let register: DistrictRegister

    /// Nothing is planned where the pack has no such clock, where there is nobody to ask, or where the citizen of the case that
    /// this one is handled with is asked.
    @Sendable func planCallback(
        after message: Received<SupervisionLetterReceived>, in transaction: borrowing Transaction, _ pen: EventPen
    ) throws {
        let (letter, district) = (message.event, message.district)
        try transaction.lockCase(letter.case, in: district)
        let pack = try transaction.survey(of: letter.case, in: district, register).rules.pack
        guard let period = pack.replyToLetter else { return }
        guard let supervised = try transaction.supervisedOrder(of: letter, in: district) else {
            throw NotYet("case/\(letter.case)")
        }
        guard !supervised.isLinked, supervised.person.waiver(under: pack.callback) == nil else { return }
        let (due, plan) = try transaction.plan(period, after: message.time, under: pack.hours)
        let id = CallbackID(try DerivedID.make("callback", district.rawValue, letter.supervision.rawValue))
        let callback = Callback(
            id: id, case: letter.case, workOrder: supervised.order, supervision: letter.supervision, unit: letter.unit,
            round: supervised.round, method: supervised.person.method, state: .planned, scheduledAt: due,
            nextAttemptAt: due, plan: plan)
        try transaction.insert(callback, of: district, at: message.time)
    }
}

/// The work order that a letter is about, and who is behind it.
private struct SupervisedOrder: Sendable {
    let order: WorkOrderID
    let round: Int
    let person: Person
    let isLinked: Bool
}

extension Transaction {
    /// Where the letter names none, the lead work order dispatched last.
    fileprivate borrowing func supervisedOrder(
        of letter: SupervisionLetterReceived, in district: DistrictID
    ) throws -> SupervisedOrder? {
        let rows = try run(
            """
            SELECT work_order, round, is_anonymous, callback_method, linked_at IS NOT NULL
            FROM cases JOIN work_orders USING (district, case_id)
            WHERE district = \(district) AND case_id = \(letter.case)::uuid
                AND (work_order = \(letter.workOrder)::uuid OR \(letter.workOrder)::uuid IS NULL AND is_lead)
            ORDER BY round DESC, dispatched_at DESC, work_order LIMIT 1
            """)
        return try rows.first.map { row in
            let (order, round, isAnonymous, method, isLinked) = try row.decode(
                (WorkOrderID, Int, Bool, String, Bool).self)
            let person = try Person(isAnonymous: isAnonymous, method: method)
            return SupervisedOrder(order: order, round: round, person: person, isLinked: isLinked)
        }
    }

    /// When a supervision is concluded, what it planned is not asked any more.
    borrowing func forgetPlans(of supervisions: [SupervisionID], in district: DistrictID) throws {
        guard !supervisions.isEmpty else { return }
        try execute(
            """
            DELETE FROM callbacks WHERE district = \(district) AND state = 'planned'
                AND supervision = ANY(\(supervisions.map(\.rawValue))::uuid[])
            """)
    }
}
