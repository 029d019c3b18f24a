import Contracts

/// What addressing and wording a message need to know of a case.
struct CaseFile: Sendable {
    let number: CaseNumber
    let packVersion: String
    /// The unit that was named at registration, or the lead of the latest work order.
    var unit: UnitID?
    /// Whether the citizen can be told anything, as far as that is known without opening a box (rule X13).
    let isReachable: Bool
    /// Work orders of units that assist the lead: the citizen hears nothing of these.
    var assisting: Set<WorkOrderID> = []
}
