import Contracts
import Messaging
import Postgres

/// Ends what a citizen would be asked about a case that is handled with an earlier one (rule DM-45): that one's citizen
/// is asked.
struct Linking: Sendable {
    /// Why such a callback is waived: it leaves the denominators.
    static let waiver = "linked"

    let counts: CallbackCounts

    /// Says nothing of its own: AppealLinked has told everybody, and a clock that it has cancelled must not be met as well.
    @Sendable func endCallbacks(
        after message: Received<AppealLinked>, in transaction: borrowing Transaction, _ pen: EventPen
    ) throws {
        let (id, district) = (message.event.case, message.district)
        try transaction.lockCase(id, in: district)
        try transaction.noteLink(of: id, in: district, at: message.time)
        let waived = try transaction.waiveCallbacks(of: id, in: district, for: Self.waiver, at: message.time)
        counts.waived[district.rawValue].add(waived.count)
    }
}

extension Transaction {
    fileprivate borrowing func noteLink(of id: CaseID, in district: DistrictID, at time: Instant) throws {
        try execute(
            """
            UPDATE cases SET linked_at = coalesce(linked_at, \(time))
            WHERE district = \(district) AND case_id = \(id)::uuid
            """)
    }
}
