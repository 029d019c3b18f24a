import Contracts

/// A case that may be a repeat, and the case that it would be linked to.
struct ProposedRepeat: Sendable {
    /// Of one case.
    static let most = 3

    let parent: CaseNumber
    /// See `RepeatSearch.Proposal`.
    let score: Double
    let reasons: [RepeatSearch.Reason]

    /// A match that is a repeat itself stands for its parent.
    ///
    /// - Parameter matches: best first.
    static func best(of matches: [RepeatSearch.Proposal]) -> [ProposedRepeat] {
        var best: [ProposedRepeat] = []
        for match in matches where best.count < most {
            let parent = match.linkedTo ?? match.caseNumber
            guard !best.contains(where: { $0.parent == parent }) else { continue }
            best.append(ProposedRepeat(parent: parent, score: match.score, reasons: match.reasons))
        }
        return best
    }
}

/// An open proposal, as it is listed.
struct OpenProposal: Sendable, Encodable {
    let caseNumber: CaseNumber
    let registeredAt: Instant
    let parent: CaseNumber
    let score: Double
    let reasons: [String]
    let foundAt: Instant
}
