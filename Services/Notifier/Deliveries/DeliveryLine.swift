import Contracts
import Messaging
import Postgres

/// One line of the notification log.
struct DeliveryLine: Encodable, Sendable {
    let delivery: DeliveryID
    let event: EventID
    let type: String
    let happenedAt: Instant
    let caseNumber: CaseNumber
    let recipient: String
    let way: String
    let state: String
    let attempts: Int
    let reason: String?
    let settledAt: Instant?
}

extension Transaction {
    borrowing func deliveryLog(
        of district: DistrictID, state: String?, after: DeliveryID?, atMost limit: Int
    ) throws -> [DeliveryLine] {
        let rows = try run(
            """
            SELECT delivery, event_id, event_type, happened_at, case_number, recipient, way, state, attempts, reason,
                settled_at
            FROM deliveries
            WHERE district = \(district) AND (\(state)::text IS NULL OR state = \(state)::text)
                AND (\(after)::uuid IS NULL OR delivery > \(after)::uuid)
            ORDER BY delivery LIMIT \(limit)
            """)
        return try rows.map { row in
            let value = try row.decode(
                (
                    DeliveryID, EventID, String, Instant, CaseNumber, String, String, String, Int, String?, Instant?
                ).self)
            return DeliveryLine(
                delivery: value.0, event: value.1, type: value.2, happenedAt: value.3, caseNumber: value.4,
                recipient: value.5, way: value.6, state: value.7, attempts: value.8, reason: value.9,
                settledAt: value.10)
        }
    }
}
