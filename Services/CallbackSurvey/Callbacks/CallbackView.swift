import Contracts

/// How a callback stands, as JSON.
struct CallbackView: Encodable, Sendable {
    let callback: CallbackID
    let `case`: CaseID
    let workOrder: WorkOrderID
    let unit: UnitID
    let round: Int
    let method: CallbackMethod
    let state: String
    let attempts: Int
    /// While it is open.
    let nextAttemptAt: Instant?
    let outcome: CallbackOutcome?
    let satisfaction: Int?
    let isIrregular: Bool?
    /// `rework` or `supervision`, where the result does not stand.
    let consequence: String?
    /// Why that, or why it was waived.
    let reason: String?
    let saidBy: Callback.Speaker?
    /// What the operator noted or the citizen wrote, for who asks for this callback alone.
    var note: String?

    init(_ callback: Callback) {
        self.callback = callback.id
        self.case = callback.case
        workOrder = callback.workOrder
        unit = callback.unit
        round = callback.round
        method = callback.method
        state = callback.state.rawValue
        attempts = callback.attempts
        nextAttemptAt = callback.state == .open ? callback.nextAttemptAt : nil
        outcome = callback.verdict?.outcome
        satisfaction = callback.verdict?.satisfaction
        isIrregular = callback.verdict?.isIrregular
        consequence = callback.consequence?.kind.rawValue
        reason = callback.consequence?.reason ?? callback.waiver
        saidBy = callback.saidBy
    }
}
