import Contracts
import HTTP
import Postgres
import RulePacks
import ServiceKit

/// A matter that is another unit's, or several units' together.
extension Handling {
    /// Rules DM-30 to DM-32: a unit passes the matter to the platform, which chooses who handles it; the platform itself may
    /// name that unit at once.
    ///
    /// - Throws: `Problem` 409 where the unit stays the owner of what is not its own (rule CZ-46), and where the form that
    ///   goes with the matter is neither filed nor brought along (rule DM-31).
    mutating func transfer(_ draft: TransferDraft, in transaction: borrowing Transaction) throws {
        var check = FieldCheck()
        let reason = check.text("reason", draft.reason, atMost: 1_000)
        let form = check.text("form", draft.form, atMost: Self.longestAnswer)
        if form != nil, rules.pack.transfer.form == nil { check.fault("form", "is none that this district asks for") }
        if draft.to == order.unit { check.fault("to", "is the unit that has it") }
        try check.finish()
        guard rules.pack.transfer.foreignMatter == .transfer else {
            throw HTTP.Problem.conflict("In this district the unit stays the owner: other units join it (/join).")
        }
        guard order.isLead else { throw HTTP.Problem.conflict("An assistant does not pass the matter on.") }
        if let to = draft.to {
            if role == Role.unit.rawValue {
                throw HTTP.Problem.invalid("to", "is the platform's to name\(rules.pack.transferRules)")
            }
            try requireUnit(to, "to", in: transaction)
        }
        guard try isNew(.transfer) else { return try requireSame(draft.to, form, in: transaction) }
        if let to = draft.to { try requireFresh(to, "to", in: transaction) }
        try bring(form, in: transaction)
        try say(
            WorkOrderTransferred(
                case: file.id, workOrder: order.id, unit: order.unit, to: draft.to,
                reason: try reason.map { try seal($0, "reason") }), detail: draft.to?.rawValue, in: transaction)
        try transaction.reviewLesson(of: file.id, in: district)
        if let to = draft.to { try passOn(to: to, in: transaction) }
    }

    /// A repeat that names another unit, or brings another form, is none.
    private func requireSame(_ to: UnitID?, _ text: String?, in transaction: borrowing Transaction) throws {
        if let filing = transferFiling { try requireSame(text, as: filing, in: transaction) }
        guard let to else { return }
        guard try followers(in: transaction).contains(where: { $0.unit == to }) else {
            throw HTTP.Problem.conflict("The work order is \(order.state.name), to another unit or to none yet.")
        }
    }

    /// No ping-pong: who has passed the matter on, or rightly returned it, does not get it again (rules CZ-18, DM-30).
    private func requireFresh(_ unit: UnitID, _ field: String, in transaction: borrowing Transaction) throws {
        let hadIt = try transaction.workOrders(of: file.id, in: district).contains {
            $0.isLead && $0.unit == unit && [.returned, .transferred].contains($0.state.stage)
        }
        if hadIt { throw HTTP.Problem.invalid(field, "has had the matter already and does not have it any more") }
    }

    /// What continues this work order after it was passed on or returned.
    private func followers(in transaction: borrowing Transaction) throws -> [WorkOrder] {
        try transaction.workOrders(of: file.id, in: district).filter {
            $0.previous == order.id && $0.basis == .transfer
        }
    }

    /// The platform has chosen the unit that handles it from now on.
    ///
    /// - Throws: `Problem` 409 unless nobody has the case since this work order was passed on or returned.
    mutating func assign(to unit: UnitID, in transaction: borrowing Transaction) throws {
        if try followers(in: transaction).contains(where: { $0.unit == unit }) { return }
        guard file.pendingOrder == order.id else {
            throw HTTP.Problem.conflict(
                "The work order is \(order.state.name), the case \(file.state.stage.rawValue): there is nothing to assign."
            )
        }
        try requireUnit(unit, "unit", in: transaction)
        try requireFresh(unit, "unit", in: transaction)
        let search = SuggestionSearch(district: district, today: today, keys: keys)
        let suggested = try search.suggestions(for: file, in: transaction)
        guard file.take(.assign) else { throw HTTP.Problem.conflict(file.refusal(of: .assign)) }
        try transaction.updateState(of: file, in: district)
        let next = try passOn(to: unit, in: transaction)
        try transaction.note(suggested, chosen: next.id, of: unit, at: now, in: district)
    }

    @discardableResult
    private mutating func passOn(to unit: UnitID, in transaction: borrowing Transaction) throws -> WorkOrder {
        let next = try order(for: unit, basis: .transfer, isLead: true, in: transaction)
        try transaction.open([Opening(order: next, file: file, pen: pen)], in: district)
        try attachAssistants(to: next, in: transaction)
        return next
    }

    /// Another unit handles the matter jointly; the lead stays the owner (rules CZ-46, X30).
    ///
    /// - Throws: `Problem` 400 for a unit whose objection in the case was upheld, whatever it had of it (rules CZ-18, DM-30).
    mutating func join(_ draft: UnitDraft, in transaction: borrowing Transaction) throws {
        guard order.isLead else { throw HTTP.Problem.conflict("An assistant has no assistants.") }
        let unit = try draft.checked()
        if unit == order.unit { throw HTTP.Problem.invalid("unit", "leads the matter") }
        let known = try transaction.workOrders(of: file.id, in: district)
        let assists = known.contains {
            $0.previous == order.id && $0.basis == .joint && $0.unit == unit && $0.state.stage != .returned
        }
        if assists { return }
        try require(.join)
        try requireUnit(unit, "unit", in: transaction)
        // The ruling stands for the whole case, and as a rule the unit could not object once more.
        if known.contains(where: { $0.unit == unit && $0.state.stage == .returned }) {
            throw HTTP.Problem.invalid("unit", "has rightly returned the matter and gets no part in it")
        }
        let assistant = try order(for: unit, basis: .joint, isLead: false, in: transaction)
        try say(
            AssistantJoined(case: file.id, workOrder: assistant.id, unit: unit, lead: order.id),
            detail: unit.rawValue, in: transaction)
        try transaction.open([Opening(order: assistant, file: file, pen: pen)], in: district)
    }
}

struct TransferDraft: Decodable, Sendable {
    var to: UnitID?
    var reason: String?
    /// What the form says that goes with the matter.
    var form: String?
}

struct UnitDraft: Decodable, Sendable {
    var unit: UnitID?

    func checked() throws(HTTP.Problem) -> UnitID {
        guard let unit else { throw HTTP.Problem.invalid("unit", "is missing") }
        return unit
    }
}

extension RulePack {
    /// The rules of the clocks that a transfer starts or ends, behind a text: ` (DM-31, DM-32)`; empty where there are none.
    fileprivate var transferRules: String {
        var rules: [String] = []
        for clock in clocks where !rules.contains(clock.rule.rawValue) {
            let isOfTransfer = (clock.starts.triggers + clock.stops.triggers).contains {
                $0.on == .workOrderTransferred
            }
            if isOfTransfer { rules.append(clock.rule.rawValue) }
        }
        return rules.isEmpty ? "" : " (\(rules.joined(separator: ", ")))"
    }
}
