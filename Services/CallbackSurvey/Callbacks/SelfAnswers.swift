import Contracts
import DistrictRegister
import Messaging
import Postgres

/// Takes what a citizen who chose text or web says himself: the callback ends as after a call (rules CZ-58, CZ-59, DM-37).
struct SelfAnswers: Sendable {
    let register: DistrictRegister
    let counts: CallbackCounts

    /// Whoever comes first is heard: an operator may have rung meanwhile, then nothing changes.
    @Sendable func take(
        _ message: Received<SurveyAnswered>, in transaction: borrowing Transaction, _ pen: EventPen
    ) throws {
        let (said, district) = (message.event, message.district)
        guard said.outcome != .unreachable else { throw RuleBroken("who answers was not unreachable") }
        guard var callback = try transaction.lockedCallback(said.callback, in: district) else {
            throw NotYet(Callback.reference(said.callback))
        }
        guard callback.case == said.case else { throw RuleBroken("the callback is about another case") }
        guard callback.state == .open else { return }
        let rework = try transaction.survey(of: callback.case, in: district, register).rules.pack.rework
        let verdict = Verdict(outcome: said.outcome, satisfaction: said.satisfaction)
        // The message that asked him is the attempt that reached him.
        callback.attempts += 1
        callback.saidBy = .citizen
        callback.consequence = Consequence.of(verdict, round: callback.round, under: rework)
        try Completion(district: district, time: message.time, pen: pen)
            .end(&callback, verdict, note: said.comment, in: transaction)
        counts.completed[district.rawValue, verdict.outcome.rawValue].add()
    }
}
