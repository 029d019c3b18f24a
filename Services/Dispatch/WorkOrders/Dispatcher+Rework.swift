import Contracts
import DistrictRegister
import Messaging
import Postgres

extension Dispatcher {
    /// The same unit handles it again, in a new round with a work order of its own (rule CZ-59).
    @Sendable func orderRework(
        _ message: Received<ReworkRequested>, _ transaction: borrowing Transaction, _ pen: EventPen
    ) throws {
        let (request, district) = (message.event, message.district)
        guard let (previous, file) = try transaction.lockedWorkOrder(request.workOrder, of: district) else {
            throw NotYet(CaseFile.reference(request.case))
        }
        guard file.id == request.case else { throw RuleBroken("the work order is of another case") }
        let rules = try register.rules(of: district, version: file.appeal.packVersion, in: transaction)
        guard rules.pack.rework.isAllowed else { throw RuleBroken("rule pack \(rules.pack.version) knows no rework") }
        // Whoever has the matter instead handles it; nothing is to be done again here.
        guard !previous.state.isPassedOn else { return }
        let round = previous.round + 1
        let id = try WorkOrder.id(of: file.id, round: round, unit: previous.unit, in: district)
        // A round has one lead: whoever asks again for a round that has begun asks for nothing.
        let isBegun = try transaction.workOrders(of: file.id, in: district)
            .contains { $0.id == id || $0.round == round && $0.isLead && previous.isLead && !$0.state.isPassedOn }
        guard file.state.stage != .linked, !isBegun else { return }
        let at = DispatchRule.goingOut(after: message.time, now: clock.now())
        try pen.record(
            ReworkOrdered(
                case: file.id, workOrder: id, unit: previous.unit, previous: previous.id, round: round,
                reason: request.reason), at: at)
        let order = WorkOrder(
            id: id, caseID: file.id, unit: previous.unit, basis: .rework, isLead: previous.isLead, round: round,
            previous: previous.id, dispatchedAt: at)
        if order.isLead {
            var file = file
            try file.follow(.rework)
            try transaction.updateState(of: file, in: district)
        }
        try transaction.open([Opening(order: order, file: file, pen: pen)], in: district)
    }
}
