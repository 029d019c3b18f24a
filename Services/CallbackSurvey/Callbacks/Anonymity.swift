import Contracts
import DistrictRegister
import Messaging
import Postgres

/// Takes an amendment in, and ends what somebody would be asked who does not want to be named any more (rule X13).
struct Anonymity: Sendable {
    /// Why such a callback is waived, as where the person was anonymous from the start.
    static let waiver = "anonymous"

    let register: DistrictRegister
    let counts: CallbackCounts

    @Sendable func amend(
        after message: Received<AppealAmended>, in transaction: borrowing Transaction, _ pen: EventPen
    ) throws {
        let (amendment, district) = (message.event, message.district)
        try transaction.lockCase(amendment.case, in: district)
        try transaction.amend(by: amendment, in: district)
        guard amendment.isAnonymous == true else { return }
        let rules = try transaction.survey(of: amendment.case, in: district, register).rules
        guard rules.pack.callback.isWaivedForAnonymous else { return }
        let waived = try transaction.waiveCallbacks(
            of: amendment.case, in: district, for: Self.waiver, at: message.time
        ).compactMap { try transaction.callback($0, in: district) }
        // Their events' ids go by the order.
        for callback in waived.sorted(by: { ($0.scheduledAt, $0.id.rawValue) < ($1.scheduledAt, $1.id.rawValue) }) {
            try pen.record(callback.waived(for: Self.waiver), at: max(message.time, callback.scheduledAt))
        }
        counts.waived[district.rawValue].add(waived.count)
    }
}
