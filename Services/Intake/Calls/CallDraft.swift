import Contracts
import HTTP
import ServiceKit

/// A line of the call log as the host's team types it during the show. Nothing in it must be there.
struct CallDraft: Decodable, Sendable {
    var outcome: OnAirOutcome?
    var category: AppealCategory?
    var unit: UnitID?
    var caller: Citizen?
    var text: String?
    /// What was answered in the studio.
    var answer: String?
    /// What was promised in the studio, and until when.
    var promise: String?
    var promiseDue: PromiseDue?
    var isForeignMatter: Bool?
    var isComplex: Bool?
    var isAnonymous: Bool?
    var callbackMethod: CallbackMethod?

    var fingerprintParts: [String] {
        func flag(_ value: Bool?) -> String { value.map { $0 ? "1" : "0" } ?? "-" }
        func text(_ value: String?) -> String { value.map { "+" + $0 } ?? "-" }
        return [
            text(outcome?.rawValue), text(category?.rawValue), text(unit?.rawValue), text(caller?.name),
            text(caller?.phone), text(caller?.address), text(self.text), text(answer), text(promise),
            text(promiseDue.map { "\($0)" }), flag(isForeignMatter), flag(isComplex), flag(isAnonymous),
            text(callbackMethod?.rawValue),
        ]
    }
}

/// A call whose every given field is in order.
struct CheckedCall: Sendable {
    var appeal: CheckedAppeal
    var words: StudioWords
    var promiseDue: Instant?
}

extension CallDraft {
    /// A call on air is never refused for what was not said: that goes into `missing` and is asked for later. Only what
    /// was given and is malformed is refused, by its name. What was said and cannot be told yet is kept.
    func checked(for broadcast: Broadcast, in facts: DistrictFacts, at now: Instant) throws(Problem) -> CheckedCall {
        var check = FieldCheck()
        let text = check.text("text", text, atMost: AppealDraft.longestText)
        let words = StudioWords(
            answer: check.text("answer", answer, atMost: AppealDraft.longestText),
            promise: check.text("promise", promise, atMost: AppealDraft.longestText))
        let caller = check.citizen(caller, as: "caller")
        if isAnonymous == true, caller != nil { check.fault("caller", "must be left out by who is anonymous") }
        check.unit(unit, in: facts)
        if let promiseDue {
            check.promise(promiseDue, in: facts, since: broadcast.openedAt ?? broadcast.opensAt, at: now)
        }
        if outcome == .notPutThrough, promiseDue != nil {
            check.fault("promiseDue", "does not go with a call that was not put through")
        }
        try check.finish()
        let due = promiseDue?.instant(in: facts.zone)
        // Where nobody noted what became of the call, it was taken on: the unit owes an answer.
        let onAir = outcome ?? words.outcome(isDue: due != nil)
        var appeal = CheckedAppeal(
            channel: onAir == .notPutThrough ? .offAir : .onAir, category: category,
            unit: unit ?? (broadcast.units.count == 1 ? broadcast.units.first : nil), broadcast: broadcast.id,
            onAir: onAir, isForeignMatter: isForeignMatter ?? false, isComplex: isComplex ?? false,
            isAnonymous: isAnonymous ?? false, callbackMethod: .none, citizen: caller, text: text, missing: [])
        appeal.callbackMethod = appeal.callbackMethod(wanted: callbackMethod)
        appeal.missing = appeal.missingFields
        if appeal.unit == nil { appeal.missing.append("unit") }
        if outcome == nil, onAir == .accepted { appeal.missing.append("outcome") }
        appeal.missing += words.missing(under: onAir, isDue: due != nil)
        return CheckedCall(appeal: appeal, words: words, promiseDue: due)
    }
}
