import Contracts
import HTTP
import RulePacks
import ServiceKit

/// What a reviewer makes of an inconsistency.
enum Decision: String, Codable, Sendable, CaseIterable {
    case acceptable, rework, supervision

    /// What is suggested: a pasted summary is sent back (CZ-51), and so is whatever contradicts, while the district allows
    /// another round.
    static func suggested(round: Int, under policy: ReworkPolicy) -> Decision {
        mayRework(round: round, under: policy) ? .rework : .supervision
    }

    static func mayRework(round: Int, under policy: ReworkPolicy) -> Bool {
        policy.isAllowed && round <= policy.maxRounds
    }

    /// What the unit, or the supervisor, is told; nil where nothing follows.
    func consequence(of kind: Finding.Kind) -> Consequence? {
        switch self {
        case .acceptable: nil
        case .rework: Consequence(kind: .rework, reason: Self.reason(of: kind))
        case .supervision: Consequence(kind: .supervision, reason: Self.reason(of: kind))
        }
    }

    /// A pasted form is a rectification for form's sake (敷衍, rule DM-42); whether anyone answers for it the supervisor
    /// decides.
    private static func reason(of kind: Finding.Kind) -> String {
        kind == .pastedSummary ? "perfunctory" : "inconsistent"
    }
}

/// A decision as a reviewer states it.
struct DecisionDraft: Decodable, Sendable {
    var decision: Decision
    /// At most 1,000 characters; kept sealed.
    var reason: String?

    /// - Throws: `Problem` 400 that names the field.
    func checked() throws(Problem) -> (decision: Decision, reason: String) {
        var check = FieldCheck()
        let reason = check.requiredText("reason", reason, atMost: 1_000)
        try check.finish()
        return (decision, reason)
    }
}
