import Contracts
import Messaging
import Postgres

/// Something that was done about a work order, for people to read: codes only, never what was said.
struct Step: Sendable, Encodable {
    /// The event's name.
    let type: String
    let detail: String?
    /// Of whoever did it.
    let role: String
    /// The account that did it; nil in what is older, and for what followed by itself.
    let account: String?
    let at: Instant
}

extension Transaction {
    /// - Parameter order: which counts the step already.
    borrowing func note(_ step: Step, of order: WorkOrder, in district: DistrictID) throws {
        try execute(
            """
            INSERT INTO steps (district, work_order, step, type, detail, role, account, happened_at)
            VALUES (\(district), \(order.id)::uuid, \(order.steps), \(step.type), \(step.detail), \(step.role),
                \(step.account), \(step.at))
            """)
    }

    borrowing func steps(of id: WorkOrderID, in district: DistrictID) throws -> [Step] {
        try run(
            """
            SELECT type, detail, role, account, happened_at FROM steps
            WHERE district = \(district) AND work_order = \(id)::uuid ORDER BY step
            """
        ).map { row in
            let (type, detail, role, account, at) = try row.decode((String, String?, String, String?, Instant).self)
            return Step(type: type, detail: detail, role: role, account: account, at: at)
        }
    }
}
