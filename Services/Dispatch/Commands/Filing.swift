import Contracts
import Messaging
import Postgres

/// A stamped form that reached one of its receivers.
struct Filing: Sendable, Encodable {
    let form: String
    let receiver: String
    var filedAt: Instant?
}

extension Transaction {
    /// - Returns: false when it was filed before.
    borrowing func keep(
        _ filing: Filing, of order: WorkOrderID, in district: DistrictID, at now: Instant
    ) throws -> Bool {
        try change(
            """
            INSERT INTO filings (district, work_order, form, receiver, filed_at)
            VALUES (\(district), \(order)::uuid, \(filing.form), \(filing.receiver), \(now)) ON CONFLICT DO NOTHING
            """) == 1
    }

    borrowing func filings(of order: WorkOrderID, in district: DistrictID) throws -> [Filing] {
        try run(
            """
            SELECT form, receiver, filed_at FROM filings
            WHERE district = \(district) AND work_order = \(order)::uuid ORDER BY filed_at, receiver, form
            """
        ).map { row in
            let (form, receiver, at) = try row.decode((String, String, Instant).self)
            return Filing(form: form, receiver: receiver, filedAt: at)
        }
    }
}
