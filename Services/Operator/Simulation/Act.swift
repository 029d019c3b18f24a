import Contracts
import HTTP

/// What one person does at one instant: a request to a service.
struct Act: Sendable {
    enum Person: Hashable, Sendable {
        case citizen, `operator`, programme, supervisor
        case unit(DistrictID, UnitID)
    }

    /// What it is about, for whatever follows from its answer and for what must not be done twice.
    enum Purpose: Hashable, Sendable {
        case raise
        case prepare
        case amend
        case sign(WorkOrderID)
        case contact(WorkOrderID)
        case answer(WorkOrderID)
        case file(WorkOrderID)
        case close(WorkOrderID)
        case transfer(WorkOrderID)
        case assign(WorkOrderID)
        case attempt(CallbackID)
        case outcome(CallbackID)
        case letter(SupervisionID)
        case receipt(SupervisionID)
        case reply(SupervisionID)
        case report(SupervisionID)
        case conclude(SupervisionID)
        /// Of a clue, or of what was proposed for accountability.
        case decide(AccountabilityID)
    }

    let district: DistrictID
    let person: Person
    let purpose: Purpose
    let service: ServiceName
    /// Below `/v1/districts/{district}/`.
    let path: String
    var body = "{}"
    var idempotencyKey: String?
    /// How often it was refused because of the state it met.
    var refusals = 0
}
