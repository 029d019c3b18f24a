import Contracts
import Messaging
import Postgres

/// What people have proposed and decided, heard on the service's own topic: new here only after a loss of the schema, for
/// nobody else can say it again.
enum AccountabilityFacts {
    static func handlers(addedTo handlers: Handlers) -> Handlers {
        handlers
            .on(AccountabilityProposed.self) { try keep($0, $1, $2) }
            .on(ReferralProposed.self) { try keep($0, $1, $2) }
            .on(AccountabilityDecided.self) { message, transaction, pen in
                let decision = AccountabilityDecision(
                    isUpheld: message.event.isUpheld, account: message.event.decidedBy, reason: message.event.reason,
                    at: message.time)
                try keep(decision, of: message.event.accountability, message, transaction, pen)
            }
            .on(ReferralDecided.self) { message, transaction, pen in
                let decision = AccountabilityDecision(
                    isUpheld: message.event.isUpheld, account: message.event.decidedBy, reason: message.event.reason,
                    at: message.time)
                let id = AccountabilityID(message.event.referral.rawValue)
                try keep(decision, of: id, message, transaction, pen)
            }
    }

    /// What a clock proposed comes back from the clock.
    private static func keep<E: CaseEvent>(
        _ message: Received<E>, _ transaction: borrowing Transaction, _ pen: EventPen
    ) throws {
        guard let proposal = Accountability(message.event, at: message.time), proposal.proposedBy != nil else { return }
        guard proposal.accountability.rawValue.isUUID else {
            throw Undecodable(reason: "\(E.type): its id is not a UUID")
        }
        guard try transaction.store([proposal], of: message.district) == 1 else { return }
        try pen.record(message.event, id: message.envelope.id, at: message.time)
    }

    private static func keep<E: CaseEvent>(
        _ decision: AccountabilityDecision, of id: AccountabilityID, _ message: Received<E>,
        _ transaction: borrowing Transaction, _ pen: EventPen
    ) throws {
        guard id.rawValue.isUUID else { throw Undecodable(reason: "\(E.type): its id is not a UUID") }
        guard try transaction.accountability(id, in: message.district) != nil else {
            throw NotYet("accountability/\(id)")
        }
        if try transaction.decide(id, decision, of: message.district) {
            try pen.record(message.event, id: message.envelope.id, at: message.time)
        }
    }
}
