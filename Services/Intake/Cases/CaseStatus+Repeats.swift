import Contracts

/// What the citizen of a repeat may know of the case that his is handled with.
struct EarlierCase: Sendable {
    let facts: [CaseFact]
    /// The unit's last answer there.
    let answer: String?
    let linkedAt: Instant
}

extension CaseStatus {
    /// Of a repeat: its own steps until it was linked, then where the earlier case stands and what came of it (rules CZ-20,
    /// DM-45): what was answered, closed and concluded, the outcome and the answer's text. Nothing of the other citizen.
    func following(_ earlier: EarlierCase, units: [UnitID: String]) -> CaseStatus {
        let theirs = earlier.facts.compactMap { Step($0, units: units) }
            .filter { $0.due == nil && !$0.state.isBetweenUnitAndCitizen }
            .sorted { ($0.at, $0.state.rank) < ($1.at, $1.state.rank) }
        let linked = Step(
            state: .linked, title: State.linked.title, at: earlier.linkedAt, unit: nil, unitName: nil, outcome: nil,
            due: nil)
        let state = theirs.last?.state ?? .linked
        return CaseStatus(
            caseNumber: caseNumber, state: state, title: state.title, registeredAt: registeredAt, unit: unit,
            unitName: unitName, promiseDue: promiseDue, missing: missing, answer: earlier.answer ?? answer,
            // He is not asked any more.
            survey: survey == .open ? nil : survey,
            steps: steps.filter { $0.at <= earlier.linkedAt } + [linked] + theirs.filter(\.state.isResult))
    }
}

extension CaseStatus.State {
    /// Concerns the citizen of the earlier case alone: he was called, or will be asked.
    fileprivate var isBetweenUnitAndCitizen: Bool { self == .contacted || self == .callback }

    fileprivate var isResult: Bool { [.answered, .closed, .completed].contains(self) }
}
