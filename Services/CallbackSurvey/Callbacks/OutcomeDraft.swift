import Contracts
import HTTP
import ServiceKit

/// What the citizen said, as an operator reports it.
struct OutcomeDraft: Decodable, Sendable {
    var outcome: CallbackOutcome
    /// 1 very dissatisfied to 5 very satisfied.
    var satisfaction: Int?
    /// The handling or the reply broke the rules (CZ-59), whatever the citizen says.
    var isIrregular: Bool?
    /// At most 1,000 characters; kept sealed.
    var note: String?

    struct Checked: Sendable {
        let verdict: Verdict
        let note: String?
    }

    /// - Throws: `Problem` 400 that names every fault.
    func checked() throws(Problem) -> Checked {
        var check = FieldCheck()
        if outcome == .unreachable {
            check.fault("outcome", "must be solved, partlySolved or notSolved; a call not taken is an attempt")
        }
        if let satisfaction, !(1...5).contains(satisfaction) { check.fault("satisfaction", "must be 1 to 5") }
        let note = check.text("note", note, atMost: 1_000)
        try check.finish()
        return Checked(
            verdict: Verdict(outcome: outcome, satisfaction: satisfaction, isIrregular: isIrregular ?? false),
            note: note)
    }
}

/// A call that nobody took.
struct AttemptDraft: Decodable, Sendable {
    var outcome: CallbackOutcome
    /// Which attempt this is, from 1: a repeat is known by it.
    var attempt: Int?

    func checked() throws(Problem) -> Int? {
        var check = FieldCheck()
        if outcome != .unreachable { check.fault("outcome", "must be unreachable; what was said is an outcome") }
        if let attempt, !(1...1_000).contains(attempt) { check.fault("attempt", "must be 1 to 1000") }
        try check.finish()
        return attempt
    }
}

/// Why a citizen is not asked.
struct WaiverDraft: Decodable, Sendable {
    var reason: String

    /// - Returns: a code.
    func checked() throws(Problem) -> String {
        var check = FieldCheck()
        let reason = check.code("reason", reason)
        try check.finish()
        return reason
    }
}
