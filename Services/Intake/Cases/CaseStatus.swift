import Contracts

/// Where a case stands, by what intake has heard.
struct CaseStatus: Sendable, Encodable {
    enum State: String, Encodable, CaseIterable {
        case registered, linked, dispatched, signed, contacted, transferred, answered, closed, callback, completed,
            rework

        var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    struct Words: Encodable {
        let zh: String
        let en: String
    }

    struct Step: Encodable {
        let state: State
        let title: Words
        let at: Instant
        let unit: UnitID?
        let unitName: String?
        /// What the citizen said when asked: `solved`, `partlySolved`, `notSolved`, `unreachable`.
        let outcome: String?
        /// The new limit, where more time was approved.
        let due: Instant?
    }

    let caseNumber: CaseNumber
    let state: State
    let title: Words
    let registeredAt: Instant
    /// The unit that handles it at present.
    let unit: UnitID?
    let unitName: String?
    let promiseDue: Instant?
    /// Fields that are still asked for.
    let missing: [String]
    /// The unit's last answer, for whoever may read it; of a repeat the answer to the earlier case, once there is one.
    var answer: String?
    /// Whether he is asked to say here how it was solved, or has said it; nil for whoever is rung or not asked.
    var survey: Survey?
    /// What was noted of the studio, for the operator alone.
    var said: StudioWords?
    let steps: [Step]

    enum Survey: String, Encodable {
        case open, answered
    }
}

extension CaseStatus {
    init(_ row: CaseRow, _ facts: [CaseFact], units: [UnitID: String]) {
        // Facts of one instant come in the order of the work, whatever order they were heard in.
        let steps = facts.compactMap { Step($0, units: units) }
            .sorted { ($0.at, $0.state.rank) < ($1.at, $1.state.rank) }
        // More time changes a date, not the state.
        let state = steps.last { $0.due == nil }?.state ?? .registered
        let unit = facts.last { $0.responsibleUnit != nil }?.responsibleUnit ?? row.appeal.unit
        self.init(
            caseNumber: row.number, state: state, title: state.title, registeredAt: row.registeredAt, unit: unit,
            unitName: unit.flatMap { units[$0] }, promiseDue: row.promiseDue, missing: row.appeal.missing, answer: nil,
            steps: steps)
    }
}

extension CaseStatus.Step {
    init?(_ fact: CaseFact, units: [UnitID: String]) {
        guard let state = CaseStatus.State(fact) else { return nil }
        self.init(
            state: state, title: CaseStatus.Words(fact) ?? state.title, at: fact.happenedAt, unit: fact.unit,
            unitName: fact.unit.flatMap { units[$0] },
            outcome: fact.type == CallbackCompleted.type ? fact.outcome : nil, due: fact.due)
    }
}

extension CaseFact {
    fileprivate var responsibleUnit: UnitID? {
        switch type {
        case WorkOrderTransferred.type: otherUnit ?? unit
        case CallbackScheduled.type, CallbackCompleted.type, CallbackWaived.type, ExtensionGranted.type,
            SupervisionAnswered.type:
            nil
        default: unit
        }
    }
}

extension CaseStatus.State {
    fileprivate init?(_ fact: CaseFact) {
        switch fact.type {
        case WorkOrderDispatched.type: self = .dispatched
        case WorkOrderSigned.type: self = .signed
        case CitizenContacted.type: self = .contacted
        case WorkOrderTransferred.type: self = .transferred
        case WorkOrderAnswered.type, SupervisionAnswered.type: self = .answered
        case WorkOrderClosed.type: self = .closed
        case ReworkOrdered.type: self = .rework
        case ExtensionGranted.type: self = .signed
        case CallbackScheduled.type: self = .callback
        case CallbackCompleted.type, CallbackWaived.type: self = .completed
        default: return nil
        }
    }

    var title: CaseStatus.Words {
        switch self {
        case .registered: .init(zh: "已受理", en: "Registered")
        case .linked: .init(zh: "与此前同一诉求合并办理", en: "Handled together with an earlier case")
        case .dispatched: .init(zh: "已派单", en: "Sent to the responsible unit")
        case .signed: .init(zh: "承办单位已签收", en: "Taken on by the unit")
        case .contacted: .init(zh: "承办单位已联系", en: "The unit has been in touch")
        case .transferred: .init(zh: "已转办", en: "Passed on to the unit in charge")
        case .answered: .init(zh: "已答复", en: "Answered")
        case .closed: .init(zh: "已办结", en: "Closed by the unit")
        case .rework: .init(zh: "二次留单，重新办理", en: "Being handled again")
        case .callback: .init(zh: "等待回访", en: "You will be asked whether it is solved")
        case .completed: .init(zh: "已完成", en: "Completed")
        }
    }
}

extension CaseStatus.Words {
    /// Of a step that its state's own title would not tell; nil for any other.
    fileprivate init?(_ fact: CaseFact) {
        switch fact.type {
        case ExtensionGranted.type: self.init(zh: "办理时限已延长", en: "More time was approved")
        case SupervisionAnswered.type: self.init(zh: "督办后已答复", en: "Answered under supervision")
        default: return nil
        }
    }
}
