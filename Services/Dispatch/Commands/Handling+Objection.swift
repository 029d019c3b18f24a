import Contracts
import HTTP
import Postgres
import ServiceKit

/// A unit says that the matter is another's duty, and the platform rules on it.
extension Handling {
    /// - Throws: `Problem` 409 when the unit has objected as often as its rule pack lets it.
    mutating func object(_ draft: ObjectionDraft, in transaction: borrowing Transaction) throws {
        let duty = try draft.checkedDuty()
        guard try isNew(.object) else { return }
        let most = rules.pack.transfer.objections
        // Of the unit and the case: another round, or another work order, is no new chance.
        let made = try transaction.workOrders(of: file.id, in: district).filter { $0.unit == order.unit }
            .reduce(0) { $0 + $1.objections }
        guard made < most else { throw Problem.conflict("The unit has objected \(made) of \(most) times.") }
        order.objections += 1
        let sealed = try seal(duty, "duty")
        order.duty = sealed
        try say(
            WorkOrderObjected(case: file.id, workOrder: order.id, unit: order.unit, duty: sealed), in: transaction)
    }

    /// Upheld, the case is the operator's to assign; rejected, the unit handles it.
    mutating func decideObjection(_ draft: ObjectionRuling, in transaction: borrowing Transaction) throws {
        guard draft.isUpheld || !isRejected else { return }
        guard try isNew(draft.isUpheld ? .uphold : .reject) else { return }
        try say(
            ObjectionDecided(
                case: file.id, workOrder: order.id, unit: order.unit, isUpheld: draft.isUpheld, by: role,
                decidedBy: account),
            detail: draft.isUpheld ? "upheld" : "rejected", in: transaction)
        if draft.isUpheld, order.isLead { try transaction.reviewLesson(of: file.id, in: district) }
    }

    /// It was objected to and is in hand again.
    private var isRejected: Bool { order.objections > 0 && order.state.hold != .objected && order.state.isOpen }
}

struct ObjectionRuling: Decodable, Sendable {
    let isUpheld: Bool
}

struct ObjectionDraft: Decodable, Sendable {
    /// The written duty cited.
    var duty: String?

    func checkedDuty() throws(Problem) -> String {
        var check = FieldCheck()
        let duty = check.requiredText("duty", duty, atMost: 200)
        try check.finish()
        return duty
    }
}
