import Contracts
import Foundation
import HTTP
import Messaging
import Postgres
import Sealing
import ServiceKit

/// What a unit has to do, and everything about one work order.
struct DeskRoutes: Sendable {
    let kit: DispatchKit

    func add(to router: inout GuardedRouter) {
        router.on(.get, "/v1/districts/:district/work-orders", allow: .unit, .operator, .supervisor, handle: list)
        router.on(
            .get, "/v1/districts/:district/work-orders/:workOrder", allow: .unit, .operator, .supervisor, handle: show)
    }

    @Sendable private func list(_ request: Request, _ parameters: Parameters, _ caller: Caller) async throws -> Response
    {
        let district = try parameters.district()
        try await kit.requireKnown(district)
        var wish = try WorkOrderWish(request)
        let asked = wish.unit
        if let asked { try caller.requireReach(of: asked) }
        if let scope = caller.unitScope { wish.unit = scope }
        let (chosen, scope) = (wish, caller.unitScope)
        let found = try await kit.store.read(in: district) { transaction in
            if let asked, try !transaction.isEntered(asked, in: district) {
                throw Problem.invalid("unit", "is not a unit of this district")
            }
            try transaction.narrow(to: scope)
            return try transaction.workOrders(chosen, in: district)
        }
        let next = wish.page.next(after: found) { ($0.order.dispatchedAt, $0.order.id.rawValue) }
        return try .json(Listed(workOrders: found.map { WorkOrderView($0.order, $0.file) }, next: next))
    }

    private struct Listed: Encodable, Sendable {
        let workOrders: [WorkOrderView]
        let next: String?
    }

    @Sendable private func show(_ request: Request, _ parameters: Parameters, _ caller: Caller) async throws -> Response
    {
        let district = try parameters.district()
        try await kit.requireKnown(district)
        let id = try parameters.workOrder()
        let scope = caller.unitScope
        let dossier = try await kit.store.read(in: district) { transaction in
            try transaction.narrow(to: scope)
            guard let (order, file) = try transaction.workOrder(id, of: district) else {
                throw Problem.unknownWorkOrder
            }
            var dossier = Dossier(WorkOrderView(order, file), in: district)
            dossier.steps = try transaction.steps(of: id, in: district)
            dossier.filings = try transaction.filings(of: id, in: district)
            dossier.coordination = try transaction.coordinations(with: id, in: district)
            dossier.extensions = try transaction.extensions(of: id, in: district)
            let rules = try kit.register.rules(of: district, version: file.appeal.packVersion, in: transaction)
            dossier.needsNotice = order.needsNotice(of: file, by: rules.pack)
            if caller.mayRead(order) {
                SealedCase(keys: kit.keys, subject: file.subject(in: district), log: kit.log)
                    .open(order, file, into: &dossier)
            }
            return dossier
        }
        return try .json(dossier)
    }
}

extension Caller {
    /// Personal data are for the operator and for the unit that handles the matter.
    fileprivate func mayRead(_ order: WorkOrder) -> Bool {
        if roles.contains(.operator) { return true }
        guard let unit = unitScope else { return false }
        return unit == order.unit && ![.returned, .transferred, .linked].contains(order.state.stage)
    }
}
