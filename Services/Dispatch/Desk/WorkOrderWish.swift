import Contracts
import HTTP
import Messaging
import Postgres
import ServiceKit

/// Which work orders somebody wants to see.
struct WorkOrderWish: Sendable {
    var unit: UnitID?
    /// `open`, or the name of a state.
    let state: String?
    let broadcast: BroadcastID?
    let caseNumber: CaseNumber?
    let page: Page

    private static var states: [String] {
        ["open"] + WorkOrderState.Stage.allCases.map(\.rawValue) + WorkOrderState.Hold.allCases.map(\.rawValue)
    }

    /// - Throws: `Problem` 400 for a state that there is not.
    init(_ request: Request) throws(Problem) {
        unit = request.query["unit"].map { UnitID($0) }
        broadcast = request.query["broadcast"].map { BroadcastID($0) }
        caseNumber = request.query["caseNumber"].map { CaseNumber($0) }
        state = request.query["state"]
        page = try Page(request)
        if let state, !Self.states.contains(state) {
            throw Problem.invalid("state", "must be \(Self.states.joined(separator: ", "))")
        }
    }
}

extension Transaction {
    /// From here on this transaction sees one unit's work orders alone, by the database's own policy.
    borrowing func narrow(to unit: UnitID?) throws {
        guard let unit else { return }
        try execute("SELECT set_config('hotline.unit', \(unit), true)")
    }

    /// Oldest first.
    borrowing func workOrders(
        _ wish: WorkOrderWish, in district: DistrictID
    ) throws -> [(order: WorkOrder, file: CaseFile)] {
        let isOpen = wish.state == "open"
        let stage = WorkOrderState.Stage(rawValue: wish.state ?? "")
        let hold = WorkOrderState.Hold(rawValue: wish.state ?? "")
        let rows = try run(
            """
            SELECT o.work_order FROM work_orders o JOIN cases c ON c.district = o.district AND c.case_id = o.case_id
            WHERE o.district = \(district)
                AND (\(wish.unit)::text IS NULL OR o.unit = \(wish.unit))
                AND (NOT \(isOpen)::boolean OR o.stage IN ('dispatched', 'signed', 'answered'))
                AND (\(stage)::text IS NULL OR (o.stage = \(stage) AND o.hold IS NULL))
                AND (\(hold)::text IS NULL OR o.hold = \(hold))
                AND (\(wish.broadcast)::text IS NULL OR c.broadcast = \(wish.broadcast))
                AND (\(wish.caseNumber)::text IS NULL OR c.case_number = \(wish.caseNumber))
                AND (o.dispatched_at, o.work_order) > (\(wish.page.afterTime)::timestamptz, \(wish.page.afterID)::uuid)
            ORDER BY o.dispatched_at, o.work_order LIMIT \(wish.page.size)
            """)
        let orders = try workOrders(try rows.map { try $0.decode(WorkOrderID.self) }, of: district)
        let files = try caseFiles(orders.map(\.caseID), of: district)
        return orders.compactMap { order in files[order.caseID].map { (order, $0) } }
    }
}
