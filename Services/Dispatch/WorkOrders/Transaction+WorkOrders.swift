import Contracts
import Messaging
import Postgres

extension Transaction {
    /// The work order with its case, both locked until the transaction ends.
    borrowing func lockedWorkOrder(
        _ id: WorkOrderID, of district: DistrictID
    ) throws -> (order: WorkOrder, case: CaseFile)? {
        try execute(
            """
            SELECT 1 FROM cases WHERE district = \(district) AND case_id =
                (SELECT case_id FROM work_orders WHERE district = \(district) AND work_order = \(id)::uuid) FOR UPDATE
            """)
        return try workOrder(id, of: district)
    }

    borrowing func workOrder(
        _ id: WorkOrderID, of district: DistrictID
    ) throws -> (order: WorkOrder, case: CaseFile)? {
        guard let order = try workOrders([id], of: district).first else { return nil }
        guard let file = try caseFile(order.caseID, of: district) else { return nil }
        return (order, file)
    }

    /// In the order of their dispatch.
    borrowing func workOrders(_ ids: [WorkOrderID], of district: DistrictID) throws -> [WorkOrder] {
        try run(
            """
            SELECT work_order, case_id, unit, basis, is_lead, round, previous, stage, hold, dispatched_at, objections,
                was_reached, was_told, notice_due_at, answer_key, answer_box, duty_key, duty_box, steps
            FROM work_orders WHERE district = \(district) AND work_order = ANY(\(ids)::uuid[])
            ORDER BY dispatched_at, work_order
            """
        ).map { try WorkOrder($0) }
    }

    /// All of a case, oldest first.
    borrowing func workOrders(of id: CaseID, in district: DistrictID) throws -> [WorkOrder] {
        try run(
            """
            SELECT work_order, case_id, unit, basis, is_lead, round, previous, stage, hold, dispatched_at, objections,
                was_reached, was_told, notice_due_at, answer_key, answer_box, duty_key, duty_box, steps
            FROM work_orders WHERE district = \(district) AND case_id = \(id)::uuid
            ORDER BY round, dispatched_at, work_order
            """
        ).map { try WorkOrder($0) }
    }

    /// Who leads the handling now: what an amendment says of the unit later moves no work order.
    borrowing func leadUnit(of id: CaseID, in district: DistrictID) throws -> UnitID? {
        try workOrders(of: id, in: district).last { $0.isLead && !$0.state.isPassedOn }?.unit
    }

    /// Everything about it that can change.
    borrowing func update(_ order: WorkOrder, of district: DistrictID) throws {
        try execute(
            """
            UPDATE work_orders SET stage = \(order.state.stage), hold = \(order.state.hold),
                objections = \(order.objections), was_reached = \(order.wasReached), was_told = \(order.wasTold),
                notice_due_at = \(order.noticeDue)::timestamptz, answer_key = \(order.answer?.keyId),
                answer_box = \(order.answer?.box), duty_key = \(order.duty?.keyId), duty_box = \(order.duty?.box),
                steps = \(order.steps)
            WHERE district = \(district) AND work_order = \(order.id)::uuid
            """)
    }
}

extension WorkOrder {
    init(_ row: Row) throws {
        let (
            id, caseID, unit, basis, isLead, round, previous, stage, hold, at, objections, reached, told, notice, key,
            box, dutyKey, dutyBox, steps
        ) = try row.decode(
            (
                WorkOrderID, CaseID, UnitID, DispatchBasis, Bool, Int, WorkOrderID?, WorkOrderState.Stage,
                WorkOrderState.Hold?, Instant, Int, Bool?, Bool?, Instant?, String?, String?, String?, String?, Int
            ).self)
        self.init(
            id: id, caseID: caseID, unit: unit, basis: basis, isLead: isLead, round: round, previous: previous,
            state: WorkOrderState(stage: stage, hold: hold), dispatchedAt: at, objections: objections,
            wasReached: reached, wasTold: told, noticeDue: notice, answer: SealedText(keyId: key, box: box),
            duty: SealedText(keyId: dutyKey, box: dutyBox), steps: steps)
    }
}
