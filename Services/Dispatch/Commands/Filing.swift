import Contracts
import Messaging
import Postgres

/// A stamped form that reached one of its receivers.
struct Filing: Sendable, Encodable {
    let form: String
    let receiver: String
    var filedAt: Instant?

    /// The receiver of what goes to the unit that leads a joint handling.
    static let lead = "lead"
    /// The receiver of what goes to 12345.
    static let platform = "platform"
}

extension Transaction {
    /// - Returns: false when it was filed before.
    borrowing func keep(
        _ filing: Filing, reply: SealedText?, of order: WorkOrderID, in district: DistrictID, at now: Instant
    ) throws -> Bool {
        try change(
            """
            INSERT INTO filings (district, work_order, form, receiver, filed_at, reply_key, reply_box)
            VALUES (\(district), \(order)::uuid, \(filing.form), \(filing.receiver), \(now), \(reply?.keyId),
                \(reply?.box))
            ON CONFLICT DO NOTHING
            """) == 1
    }

    /// What a form that was filed says was done; nil where nothing was typed.
    borrowing func reply(of filing: Filing, to order: WorkOrderID, in district: DistrictID) throws -> SealedText? {
        let rows = try run(
            """
            SELECT reply_key, reply_box FROM filings WHERE district = \(district) AND work_order = \(order)::uuid
                AND form = \(filing.form) AND receiver = \(filing.receiver)
            """)
        guard let (key, box) = try rows.first?.decode((String?, String?).self), let key, let box else { return nil }
        return SealedText(keyId: key, box: box)
    }

    borrowing func isFiled(_ filing: Filing, of order: WorkOrderID, in district: DistrictID) throws -> Bool {
        try !run(
            """
            SELECT 1 FROM filings WHERE district = \(district) AND work_order = \(order)::uuid
                AND form = \(filing.form) AND receiver = \(filing.receiver)
            """
        ).isEmpty
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
