import Contracts

/// What the citizen was asked last about his case.
struct Question: Sendable {
    let callback: CallbackID
    let method: CallbackMethod
    let round: Int?
    /// Somebody has asked him since, or he is not asked any more.
    let isOver: Bool

    /// - Returns: nil where nobody has asked yet.
    init?(_ facts: [CaseFact]) {
        guard let asked = facts.last(where: { $0.type == CallbackScheduled.type }), let callback = asked.callback,
            let method = asked.method
        else { return nil }
        self.callback = callback
        self.method = method
        round = asked.round
        isOver = facts.contains {
            $0.callback == callback && [CallbackCompleted.type, CallbackWaived.type].contains($0.type)
        }
    }

    /// The phone is the operator's; by message or web he answers himself.
    var isForHimself: Bool { method == .text || method == .web }
}
