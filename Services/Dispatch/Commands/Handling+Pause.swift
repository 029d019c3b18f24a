import Contracts
import Postgres
import ServiceKit

/// Handling waits for the citizen, and goes on.
extension Handling {
    mutating func pause(_ draft: PauseDraft, in transaction: borrowing Transaction) throws {
        var check = FieldCheck()
        let reason = check.code("reason", draft.reason ?? "waitingForCitizen")
        try check.finish()
        guard try isNew(.pause) else { return }
        try say(
            ClockPaused(case: file.id, workOrder: order.id, unit: order.unit, reason: reason), detail: reason,
            in: transaction)
    }

    mutating func resume(in transaction: borrowing Transaction) throws {
        guard try isNew(.resume) else { return }
        try say(ClockResumed(case: file.id, workOrder: order.id, unit: order.unit), in: transaction)
    }
}

/// Why handling waits.
struct PauseDraft: Decodable, Sendable {
    /// A code.
    var reason: String?
}
