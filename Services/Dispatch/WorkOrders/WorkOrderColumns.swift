import Contracts
import Postgres

/// New work orders, one array for each column, as `unnest` takes them.
struct WorkOrderColumns {
    private(set) var ids: [WorkOrderID] = []
    private(set) var cases: [CaseID] = []
    private(set) var units: [UnitID] = []
    private(set) var bases: [DispatchBasis] = []
    private(set) var leads: [Bool] = []
    private(set) var rounds: [Int] = []
    private(set) var previous: [WorkOrderID?] = []
    private(set) var times: [Instant] = []

    init(_ orders: [WorkOrder]) {
        for order in orders {
            ids.append(order.id)
            cases.append(order.caseID)
            units.append(order.unit)
            bases.append(order.basis)
            leads.append(order.isLead)
            rounds.append(order.round)
            previous.append(order.previous)
            times.append(order.dispatchedAt)
        }
    }
}

extension Transaction {
    borrowing func insert(_ orders: [WorkOrder], of district: DistrictID) throws {
        let columns = WorkOrderColumns(orders)
        try execute(
            """
            INSERT INTO work_orders (district, work_order, case_id, unit, basis, is_lead, round, previous, dispatched_at)
            SELECT \(district)::text, * FROM unnest(\(columns.ids)::uuid[], \(columns.cases)::uuid[],
                \(columns.units)::text[], \(columns.bases)::text[], \(columns.leads)::boolean[],
                \(columns.rounds)::integer[], \(columns.previous)::uuid[], \(columns.times)::timestamptz[])
            """)
    }
}
