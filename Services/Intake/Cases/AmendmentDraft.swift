import Contracts
import HTTP
import ServiceKit

/// What was missing or wrong and is supplied now.
struct AmendmentDraft: Decodable, Sendable {
    var category: AppealCategory?
    var unit: UnitID?
    var isForeignMatter: Bool?
    var isComplex: Bool?
    var isAnonymous: Bool?
    var callbackMethod: CallbackMethod?
    var citizen: Citizen?
    var text: String?
    var outcome: OnAirOutcome?
    var answer: String?
    var promise: String?
    var promiseDue: PromiseDue?

    /// The first field, if any, that is about the studio.
    var onAirField: String? {
        let fields = [
            ("promiseDue", promiseDue != nil), ("promise", promise != nil), ("answer", answer != nil),
            ("outcome", outcome != nil),
        ]
        return fields.first { $0.1 }?.0
    }

    /// The draft with blanks taken for what was not given.
    func checked(in facts: DistrictFacts, at now: Instant) throws(Problem) -> AmendmentDraft {
        var check = FieldCheck()
        var draft = self
        draft.text = check.text("text", text, atMost: AppealDraft.longestText)
        draft.answer = check.text("answer", answer, atMost: AppealDraft.longestText)
        draft.promise = check.text("promise", promise, atMost: AppealDraft.longestText)
        draft.citizen = check.citizen(citizen)
        if isAnonymous == true, draft.citizen != nil {
            check.fault("citizen", "must be left out by who is anonymous")
        }
        check.unit(unit, in: facts)
        draft.promiseDue = promiseDue.map { .instant($0.instant(in: facts.zone)) }
        if let due = promiseDue { check.promise(due, in: facts, since: nil, at: now) }
        if outcome == .notPutThrough || outcome == .accepted {
            check.fault("outcome", "can only be amended to answered or promised")
        }
        try check.finish()
        return draft
    }
}
