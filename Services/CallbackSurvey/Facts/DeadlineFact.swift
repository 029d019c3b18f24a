import Contracts

/// What a ledger needs of the events about one deadline.
struct DeadlineFact: Decodable, Sendable {
    let `case`: CaseID
    let deadline: DeadlineID
    let clock: ClockName
    let rule: RuleID
    let workOrder: WorkOrderID?
    /// Whose matter it is about, whoever owes it.
    let unit: UnitID?
    let owes: String?

    /// The unit that owes it; nil where an office does, whose lateness is no unit's.
    var debtor: UnitID? { owes == "unit" ? unit : nil }
}

/// What can become of a deadline that was set.
enum DeadlineChange: CaseIterable, Sendable {
    case met, missed, withdrawn, cancelled

    var type: String {
        switch self {
        case .met: DeadlineMet.type
        case .missed: DeadlineMissed.type
        case .withdrawn: DeadlineMissWithdrawn.type
        case .cancelled: DeadlineCancelled.type
        }
    }
}
