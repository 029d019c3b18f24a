import Contracts
import Messaging
import Postgres

/// Whoever answers for the matter in one round; assistants hand their part to the lead.
struct LeadOrder: Sendable {
    let id: WorkOrderID
    let unit: UnitID
    let round: Int
}

extension Transaction {
    borrowing func leadOrders(of id: CaseID, in district: DistrictID) throws -> [LeadOrder] {
        let rows = try run(
            """
            SELECT work_order, unit, round FROM work_orders
            WHERE district = \(district) AND case_id = \(id)::uuid AND is_lead ORDER BY round, work_order
            """)
        return try rows.map { row in
            let (order, unit, round) = try row.decode((WorkOrderID, UnitID, Int).self)
            return LeadOrder(id: order, unit: unit, round: round)
        }
    }

    borrowing func knows(_ order: WorkOrderID, of id: CaseID, in district: DistrictID) throws -> Bool {
        let rows = try run(
            """
            SELECT 1 FROM work_orders WHERE district = \(district) AND case_id = \(id)::uuid
                AND work_order = \(order)::uuid
            """)
        return !rows.isEmpty
    }

    /// - Throws: `NotYet` while the appeal has not come.
    borrowing func lockCase(_ id: CaseID, in district: DistrictID) throws {
        let rows = try run(
            "SELECT 1 FROM cases WHERE district = \(district) AND case_id = \(id)::uuid FOR NO KEY UPDATE")
        if rows.isEmpty { throw NotYet("case/\(id)") }
    }
}
