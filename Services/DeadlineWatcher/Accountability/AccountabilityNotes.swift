import Contracts
import Postgres

/// What the clocks propose and take back, written together with the case.
struct AccountabilityNotes {
    private var proposals: [Accountability] = []
    private var withdrawals: [(id: AccountabilityID, at: Instant)] = []

    /// Leaves alone what is no matter of accountability.
    mutating func note(_ derived: DerivedEvent) {
        if let proposal = Accountability(derived.event, at: derived.at) { proposals.append(proposal) }
        switch derived.event {
        case let event as AccountabilityWithdrawn: withdrawals.append((event.accountability, derived.at))
        case let event as ReferralWithdrawn:
            withdrawals.append((AccountabilityID(event.referral.rawValue), derived.at))
        default: break
        }
    }

    func store(in transaction: borrowing Transaction, of district: DistrictID) throws {
        try transaction.store(proposals, of: district)
        for (id, time) in withdrawals { try transaction.withdraw(id, at: time, of: district) }
    }
}
