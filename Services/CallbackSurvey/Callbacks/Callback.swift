import Contracts
import Messaging
import Postgres

/// The task of asking one citizen about one result.
struct Callback: Sendable {
    /// `planned` lies ahead of its time, `open` is to be called; the others are over.
    enum State: String, Sendable { case planned, open, completed, waived }

    let id: CallbackID
    let `case`: CaseID
    let workOrder: WorkOrderID
    /// The letter under which the citizen is asked again (rule DM-29); nil for the callback after an answer.
    let supervision: SupervisionID?
    let unit: UnitID
    let round: Int
    let method: CallbackMethod
    var state: State
    /// When it became, or will become, open.
    var scheduledAt: Instant
    var nextAttemptAt: Instant
    /// Calls made so far, the one that reached the citizen among them.
    var attempts = 0
    var verdict: Verdict?
    var consequence: Consequence?
    /// Why it was waived.
    var waiver: String?
    /// Who said it; nil where nothing was said.
    var saidBy: Speaker?
    /// What its time is reckoned from while it is planned; nil for the callback after an answer.
    var plan: Plan?

    enum Speaker: String, Encodable, Sendable {
        case `operator`
        /// By text or web, without a call.
        case citizen

        /// The name under which what goes with it was sealed.
        var sealedField: String { self == .operator ? "note" : "comment" }
    }
}

/// What came of a callback.
struct Verdict: Sendable, Equatable {
    let outcome: CallbackOutcome
    /// 1 to 5.
    var satisfaction: Int?
    /// The handling or the reply was irregular (rule CZ-59).
    var isIrregular = false
}

extension Callback {
    /// The callback after the answer to one work order in one round: the same whenever that is heard again.
    static func id(of workOrder: WorkOrderID, round: Int, in district: DistrictID) throws -> CallbackID {
        CallbackID(try DerivedID.make("callback", district.rawValue, workOrder.rawValue, String(round)))
    }

    /// What a citizen's answer waits for that comes before its callback.
    static func reference(_ id: CallbackID) -> String { "callback/\(id)" }

    /// A callback does each thing once, so what it did is the cause of the events that tell of it.
    func cause(_ deed: String, in district: DistrictID, traceparent: String? = nil) throws -> Cause {
        Cause(id: try DerivedID.make("callback", district.rawValue, id.rawValue, deed), traceparent: traceparent)
    }

    var scheduled: CallbackScheduled {
        CallbackScheduled(case: `case`, callback: id, workOrder: workOrder, unit: unit, round: round, method: method)
    }

    func waived(for reason: String) -> CallbackWaived {
        CallbackWaived(case: `case`, callback: id, workOrder: workOrder, unit: unit, round: round, reason: reason)
    }

    func completed(_ verdict: Verdict) -> CallbackCompleted {
        CallbackCompleted(
            case: `case`, callback: id, workOrder: workOrder, unit: unit, round: round, outcome: verdict.outcome,
            satisfaction: verdict.satisfaction, attempts: attempts)
    }
}
