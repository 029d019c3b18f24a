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

/// How a deadline that was set can end, once.
enum DeadlineEnd: CaseIterable, Sendable {
    case met, cancelled

    var type: String {
        switch self {
        case .met: DeadlineMet.type
        case .cancelled: DeadlineCancelled.type
        }
    }
}

/// That a deadline was missed, or that a miss is withdrawn; each may happen again at a day to which the deadline was moved.
struct MissFact: Sendable {
    let deadline: DeadlineFact
    let isWithdrawal: Bool
    let at: Instant
}
