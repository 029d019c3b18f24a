import Contracts
import Messaging
import RulePacks

/// What a result that does not stand leads to.
struct Consequence: Sendable, Equatable {
    enum Kind: String, Sendable { case rework, supervision }

    let kind: Kind
    /// A code, as the event tells it.
    let reason: String

    /// - Returns: nil when the result stands.
    ///
    /// Another round while the district allows one (CZ-59), else supervision: because the rounds are used up (X14), or
    /// because the district knows no rework (DM-37).
    static func of(_ verdict: Verdict, round: Int, under policy: ReworkPolicy) -> Consequence? {
        guard let ground = ground(of: verdict) else { return nil }
        guard policy.isAllowed else {
            // What was solved in an irregular manner is not said to be unsolved.
            return Consequence(kind: .supervision, reason: ground == "irregular" ? ground : "notSolved")
        }
        guard round <= policy.maxRounds else { return Consequence(kind: .supervision, reason: "reworkExhausted") }
        return Consequence(kind: .rework, reason: ground)
    }

    private static func ground(of verdict: Verdict) -> String? {
        switch verdict.outcome {
        case .notSolved, .partlySolved: verdict.outcome.rawValue
        case .solved, .unreachable: verdict.isIrregular ? "irregular" : nil
        }
    }

    /// The round that does not stand.
    struct Subject: Sendable {
        let `case`: CaseID
        let callback: CallbackID
        let workOrder: WorkOrderID
        let unit: UnitID
        let round: Int
    }

    func record(about subject: Subject, with pen: EventPen, at time: Instant) throws {
        switch kind {
        case .rework:
            try pen.record(
                ReworkRequested(
                    case: subject.case, callback: subject.callback, workOrder: subject.workOrder, unit: subject.unit,
                    round: subject.round, reason: reason), at: time)
        case .supervision:
            try pen.record(
                SupervisionRequested(
                    case: subject.case, callback: subject.callback, workOrder: subject.workOrder, unit: subject.unit,
                    round: subject.round, reason: reason), at: time)
        }
    }
}
