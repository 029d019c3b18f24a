import Contracts
import HTTP
import Messaging
import Postgres
import ServiceKit

/// Cases that nobody has, and naming the unit that handles them.
struct AssignmentRoutes: Sendable {
    let kit: DispatchKit

    func add(to router: inout GuardedRouter) {
        router.on(.get, "/v1/districts/:district/work-orders:unassigned", allow: .operator, handle: list)
        router.on(.post, "/v1/districts/:district/cases/:case/assign", allow: .operator, handle: assign)
    }

    @Sendable private func list(_ request: Request, _ parameters: Parameters, _ caller: Caller) async throws -> Response
    {
        let district = try parameters.district()
        try await kit.requireKnown(district)
        let page = try Page(request)
        let files = try await kit.store.read(in: district) { try $0.unassigned(page, in: district) }
        return try .json(
            Unassigned(
                cases: files.map(CaseView.init), next: page.next(after: files) { ($0.registeredAt, $0.id.rawValue) }))
    }

    /// A case that never went out goes to the unit that is named; one that was passed on or returned goes on from there.
    @Sendable private func assign(_ request: Request, _ parameters: Parameters, _ caller: Caller) async throws
        -> Response
    {
        let district = try parameters.district()
        try await kit.requireKnown(district)
        let id = try parameters.caseID()
        let unit = try request.decode(UnitDraft.self).checked()
        let trace = request.traceparent
        let view = try await kit.store.record(in: district) { transaction, journal in
            let known = try transaction.caseFile(id, of: district, isLocked: true)
            guard let file = known else { throw Problem.unknownCase }
            if let pending = file.pendingOrder, let (order, _) = try transaction.workOrder(pending, of: district) {
                var handling = try kit.handling(order, file, in: district, caller, transaction, journal, trace)
                try handling.assign(to: unit, in: transaction)
                return CaseView(handling.file)
            }
            return CaseView(try first(unit, for: file, in: district, transaction, journal, trace))
        }
        return try .json(view)
    }

    private func first(
        _ unit: UnitID, for file: CaseFile, in district: DistrictID, _ transaction: borrowing Transaction,
        _ journal: Journal, _ trace: String?
    ) throws -> CaseFile {
        let now = kit.clock.now()
        var file = file
        if file.state.isWithUnit || file.state.stage == .closed,
            try transaction.leadUnit(of: file.id, in: district) == unit
        {
            return file
        }
        guard file.take(.assign) else { throw Problem.conflict(file.refusal(of: .assign)) }
        let today = try kit.rules(of: district, in: transaction).pack.hours.zone.day(of: now)
        guard unit.rawValue.isSlug, try transaction.isUnit(unit, of: district, on: today) else {
            throw Problem.invalid("unit", "is not a unit of this district")
        }
        let order = WorkOrder(
            id: try WorkOrder.id(of: file.id, round: 1, unit: unit, in: district), caseID: file.id, unit: unit,
            basis: file.appeal.basis, isLead: true, round: 1, previous: nil, dispatchedAt: now)
        let search = SuggestionSearch(district: district, today: today, keys: kit.keys)
        let suggested = try search.suggestions(for: file, in: transaction)
        try transaction.note(suggested, chosen: order.id, of: unit, at: now, in: district)
        file.appeal = file.appeal.amended(
            by: AppealAmended(case: file.id, unit: unit, missing: file.appeal.missing))
        try transaction.update(file, of: district)
        let cause = Cause(id: try DerivedID.make("assign", district.rawValue, order.id.rawValue), traceparent: trace)
        let opening = Opening(order: order, file: file, pen: journal.events(causedBy: cause))
        try transaction.open([opening], in: district)
        return file
    }

    private struct Unassigned: Encodable, Sendable {
        let cases: [CaseView]
        let next: String?
    }
}

/// A case as the operator's list shows it: no personal data.
private struct CaseView: Encodable, Sendable {
    let `case`: CaseID
    let caseNumber: CaseNumber
    let stage: String
    let unit: UnitID?
    let category: AppealCategory?
    let broadcast: BroadcastID?
    let onAir: OnAirOutcome?
    let registeredAt: Instant
    /// The work order that was passed on or returned.
    let workOrder: WorkOrderID?

    init(_ file: CaseFile) {
        self.case = file.id
        caseNumber = file.appeal.caseNumber
        stage = file.state.stage.rawValue
        unit = file.appeal.unit
        category = file.appeal.category
        broadcast = file.appeal.broadcast
        onAir = file.appeal.onAir
        registeredAt = file.registeredAt
        workOrder = file.pendingOrder
    }
}

extension Transaction {
    /// Oldest first.
    borrowing func unassigned(_ page: Page, in district: DistrictID) throws -> [CaseFile] {
        try run(
            """
            SELECT case_id, case_number, category, channel, broadcast, on_air, unit, is_foreign_matter, is_complex,
                is_anonymous, has_contact, callback_method, citizen_key, citizen_box, text_key, text_box, pack_version,
                registered_at, stage, open_leads, ready_at, pending_order, parent
            FROM cases WHERE district = \(district) AND stage IN ('unassigned', 'transferred', 'returned')
                AND (registered_at, case_id) > (\(page.afterTime)::timestamptz, \(page.afterID)::uuid)
            ORDER BY registered_at, case_id LIMIT \(page.size)
            """
        ).map { try CaseFile($0) }
    }
}
