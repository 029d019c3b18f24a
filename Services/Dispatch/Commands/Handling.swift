import Contracts
import DistrictRegister
import HTTP
import Messaging
import Postgres
import Sealing
import ServiceKit

/// One command on one work order, which is locked: its state, what may be done, and what is said of it.
struct Handling {
    var order: WorkOrder
    var file: CaseFile
    let rules: DistrictRules
    let district: DistrictID
    let now: Instant
    /// Of whoever commands.
    let role: String
    /// The account that commands.
    let account: String
    let pen: EventPen
    let keys: KeyRing

    /// Whether the command is still to be done.
    ///
    /// - Returns: false for a repeat in the state that the command led to.
    /// - Throws: `Problem` 409 naming the state.
    func isNew(_ command: WorkOrderState.Command) throws(Problem) -> Bool {
        if order.state.isResult(of: command) { return false }
        try require(command)
        return true
    }

    /// - Throws: `Problem` 409 naming the state.
    func require(_ command: WorkOrderState.Command) throws(Problem) {
        if order.state.after(command) == nil { throw refusal(of: command) }
    }

    func refusal(of command: WorkOrderState.Command) -> Problem {
        .conflict("The work order is \(order.state.name): it cannot be told to \(command.rawValue).")
    }

    /// Records the fact and writes the work order and its case as the fact makes them.
    mutating func say(_ event: some CaseEvent, detail: String? = nil, in transaction: borrowing Transaction) throws {
        guard let next = order.state.after(event) else { throw Untold(fact: type(of: event).name, state: order.state) }
        order.state = next
        try follow(event, in: transaction)
        try pen.record(event, at: now)
        order.steps += 1
        try transaction.update(order, of: district)
        try transaction.note(
            Step(type: type(of: event).name, detail: detail, role: role, account: account, at: now), of: order,
            in: district)
    }

    /// What the fact makes of the case.
    private mutating func follow(_ event: some CaseEvent, in transaction: borrowing Transaction) throws {
        let told = CaseState.Command(toldBy: event, isLead: order.isLead, pending: file.pendingOrder)
        guard let told else { return }
        guard file.take(told, about: order.id) else { throw Untold(fact: type(of: event).name, state: order.state) }
        try transaction.updateState(of: file, in: district)
    }

    /// A fact was to be said that the state does not allow: the command forgot to ask.
    struct Untold: Error {
        let fact: String
        let state: WorkOrderState
    }

    /// Sealed under the month in which the case was registered.
    func seal(_ text: String, _ field: String) throws -> SealedText {
        let month = Month(rules.pack.hours.zone.day(of: file.registeredAt))
        return try withKey { try keys.seal(text, field: field, of: file.subject(in: district), month: month) }
    }

    func open(_ sealed: SealedText, _ field: String) throws -> String {
        try withKey { try keys.open(sealed, field: field, of: file.subject(in: district)) }
    }

    /// - Throws: `Problem` 409 for a case whose month has no key any more.
    private func withKey<T>(_ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch SealingError.keyDestroyed {
            throw Problem.conflict("The retention of the case's month has ended: nothing can be added to it.")
        }
    }

    /// The citizen alone is answered by the lead, and not who is anonymous (rule X13).
    var isAnsweredToCitizen: Bool { order.isLead && !file.appeal.isAnonymous }

    var today: CivilDay { rules.pack.hours.zone.day(of: now) }

    /// - Throws: `Problem` 400 for what is no unit of the district today.
    func requireUnit(_ unit: UnitID, _ field: String, in transaction: borrowing Transaction) throws {
        guard unit.rawValue.isSlug, try transaction.isUnit(unit, of: district, on: today) else {
            throw Problem.invalid(field, "is not a unit of this district")
        }
    }

    /// A further work order of the round, for another unit or for one that has had it before.
    func order(
        for unit: UnitID, basis: DispatchBasis, isLead: Bool, in transaction: borrowing Transaction
    ) throws -> WorkOrder {
        let attempt = try transaction.workOrders(of: file.id, in: district)
            .count { $0.round == order.round && $0.unit == unit }
        return WorkOrder(
            id: try WorkOrder.id(of: file.id, round: order.round, unit: unit, attempt: attempt, in: district),
            caseID: file.id, unit: unit, basis: basis, isLead: isLead, round: order.round, previous: order.id,
            dispatchedAt: now)
    }
}
