import Contracts
import HTTP
import ServiceKit

/// What a citizen says himself, in the terms of the callback desk.
struct SurveyDraft: Decodable, Sendable {
    var outcome: CallbackOutcome
    /// 1 very dissatisfied to 5 very satisfied.
    var satisfaction: Int?
    /// At most 1,000 characters; kept sealed.
    var comment: String?

    /// The draft with blanks taken for what was not given.
    ///
    /// - Throws: `Problem` 400 that names every fault.
    func checked() throws(Problem) -> SurveyDraft {
        var check = FieldCheck()
        if outcome == .unreachable { check.fault("outcome", "must be solved, partlySolved or notSolved") }
        if let satisfaction, !(1...5).contains(satisfaction) { check.fault("satisfaction", "must be 1 to 5") }
        var draft = self
        draft.comment = check.text("comment", comment, atMost: 1_000)
        try check.finish()
        return draft
    }

    /// What a repeat must have in common with it.
    var fingerprintParts: [String] {
        [outcome.rawValue, satisfaction.map(String.init) ?? "-", comment.map { "+" + $0 } ?? "-"]
    }
}
