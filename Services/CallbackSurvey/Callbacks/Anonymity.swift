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
        let waived = try transaction.waiveAnonymous(amendment.case, in: district, at: message.time)
        for callback in waived {
            try pen.record(callback.waived(for: Self.waiver), at: max(message.time, callback.scheduledAt))
        }
        counts.waived[district.rawValue].add(waived.count)
    }
}

extension Transaction {
    /// What is only planned has not been told to anybody, and is forgotten.
    ///
    /// - Returns: those that were open, oldest first.
    fileprivate borrowing func waiveAnonymous(
        _ id: CaseID, in district: DistrictID, at time: Instant
    ) throws -> [Callback] {
        try execute(
            """
            DELETE FROM callbacks
            WHERE district = \(district) AND case_id = \(id)::uuid AND state = \(Callback.State.planned.rawValue)
            """)
        let rows = try run(
            """
            UPDATE callbacks SET state = \(Callback.State.waived.rawValue), reason = \(Anonymity.waiver),
                ended_at = greatest(scheduled_at, \(time)::timestamptz)
            WHERE district = \(district) AND case_id = \(id)::uuid AND state = \(Callback.State.open.rawValue)
            RETURNING callback
            """)
        return try rows.map { try $0.decode(CallbackID.self) }.compactMap { try callback($0, in: district) }
            .sorted { ($0.scheduledAt, $0.id.rawValue) < ($1.scheduledAt, $1.id.rawValue) }
    }
}
