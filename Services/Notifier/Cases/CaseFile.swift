import Contracts

/// What addressing and wording a message need to know of a case.
struct CaseFile: Sendable {
    let number: CaseNumber
    let packVersion: String
    /// The unit that was named at registration, or the lead of the latest work order.
    var unit: UnitID?
    /// Whether the citizen left something to be reached by, as far as a sealed box tells.
    let hasCitizen: Bool
}
