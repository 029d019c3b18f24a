import Contracts
import Messaging
import Postgres

extension Transaction {
    /// A rework order may have been told of before it was dispatched.
    borrowing func keep(orders: [(event: WorkOrderDispatched, at: Instant)], of district: DistrictID) throws {
        guard !orders.isEmpty else { return }
        try execute(
            """
            INSERT INTO work_orders (district, case_id, work_order, unit, basis, is_lead, round, dispatched_at)
            SELECT DISTINCT ON (2, 3) \(district)::text, * FROM unnest(\(orders.map(\.event.case.rawValue))::uuid[],
                \(orders.map(\.event.workOrder.rawValue))::uuid[], \(orders.map(\.event.unit))::text[],
                \(orders.map(\.event.basis.rawValue))::text[], \(orders.map(\.event.isLead))::boolean[],
                \(orders.map(\.event.round))::integer[], \(orders.map(\.at))::timestamptz[])
            ON CONFLICT (district, case_id, work_order) DO UPDATE
            SET unit = excluded.unit, basis = excluded.basis, is_lead = excluded.is_lead, round = excluded.round
            """)
    }

    borrowing func keep(rework order: ReworkOrdered, of district: DistrictID, at time: Instant) throws {
        try execute(
            """
            INSERT INTO work_orders (district, case_id, work_order, unit, basis, is_lead, round, dispatched_at)
            VALUES (\(district), \(order.case)::uuid, \(order.workOrder)::uuid, \(order.unit),
                \(DispatchBasis.rework.rawValue), true, \(order.round), \(time))
            ON CONFLICT DO NOTHING
            """)
    }

    borrowing func note(_ closed: WorkOrderClosed, in district: DistrictID, at time: Instant) throws {
        try execute(
            """
            UPDATE work_orders SET closed_at = coalesce(closed_at, \(time)) WHERE district = \(district)
                AND case_id = \(closed.case)::uuid AND work_order = \(closed.workOrder)::uuid
            """)
    }

    borrowing func note(_ answered: WorkOrderAnswered, in district: DistrictID, at time: Instant) throws {
        try execute(
            """
            UPDATE work_orders SET answered_at = coalesce(answered_at, \(time)) WHERE district = \(district)
                AND case_id = \(answered.case)::uuid AND work_order = \(answered.workOrder)::uuid
            """)
    }

    borrowing func note(_ passed: WorkOrderTransferred, in district: DistrictID, at time: Instant) throws {
        try execute(
            """
            UPDATE work_orders SET transferred_at = coalesce(transferred_at, \(time)) WHERE district = \(district)
                AND case_id = \(passed.case)::uuid AND work_order = \(passed.workOrder)::uuid
            """)
    }
}
