import Contracts
import Messaging
import Postgres
import Sealing

/// One of the texts of a case as it came, sealed.
struct KeptText: Sendable {
    let source: Finding.Source
    /// Nil for the answer in the studio, which belongs to the case.
    let workOrder: WorkOrderID?
    /// Of a form: its name and its receiver; empty for the others.
    var part = ""
    let text: SealedText
    let saidAt: Instant

    /// The name under which the event's property was sealed.
    private var field: String { source == .form ? "reply" : "answer" }

    /// - Throws: `SealingError`.
    func open(with keys: KeyRing, of subject: SealSubject) throws -> String {
        try keys.open(text, field: field, of: subject)
    }
}

extension Transaction {
    /// The first text of each kind stays.
    borrowing func keep(_ text: KeptText, of id: CaseID, in district: DistrictID) throws {
        try execute(
            """
            INSERT INTO texts (district, case_id, source, part, work_order, text_key, text_box, said_at)
            VALUES (\(district), \(id)::uuid, \(text.source.rawValue), \(text.part),
                \(text.workOrder ?? Self.noOrder)::uuid, \(text.text.keyId), \(text.text.box), \(text.saidAt))
            ON CONFLICT DO NOTHING
            """)
    }

    /// In an order that does not depend on when they came.
    borrowing func texts(of id: CaseID, in district: DistrictID) throws -> [KeptText] {
        let rows = try run(
            """
            SELECT source, part, work_order, text_key, text_box, said_at FROM texts
            WHERE district = \(district) AND case_id = \(id)::uuid ORDER BY source, work_order, said_at, part
            """)
        return try rows.map { row in
            let (source, part, order, key, box, at) = try row.decode(
                (String, String, WorkOrderID, String, String, Instant).self)
            guard let source = Finding.Source(rawValue: source) else { throw Callback.Unreadable(column: "source") }
            return KeptText(
                source: source, workOrder: source == .onAir ? nil : order, part: part,
                text: SealedText(keyId: key, box: box), saidAt: at)
        }
    }

    private static var noOrder: WorkOrderID { WorkOrderID("00000000-0000-0000-0000-000000000000") }
}
