/// In which order the facts about one thing come, where the services let them come in no other.
extension FactKind {
    /// Whether such a fact can come after one of `earlier` about the same one of `scope`; for one kind, whether there can be two.
    ///
    /// Judged is the begin of a case, a work order, a callback, a letter and a clue, the end of a callback and of a show, the
    /// steps under a letter, and what a unit cannot do any more after its answer, its close or its transfer. Not judged is what is
    /// the habit of people and no law of the services: whether an appeal is amended, linked or promised late, what follows
    /// on a conclusion, and what comes of two work orders of one case.
    public func canFollow(_ earlier: FactKind, of scope: Clock.Scope) -> Bool {
        if self == earlier { return !happensOnce(for: scope) }
        return switch (self, scope) {
        // The show in which it was raised may be heard of before.
        case (.appealRegistered, _): [.broadcastOpened, .broadcastClosed].contains(earlier)
        case (.broadcastOpened, _): earlier != .broadcastClosed
        // The order to handle it again names the new work order, and so comes before all of it.
        case (.reworkOrdered, .workOrder): false
        case (.workOrderDispatched, .workOrder): earlier == .reworkOrdered
        case (_, .workOrder) where Self.beforeAnswer.contains(self):
            ![.workOrderAnswered, .workOrderClosed, .workOrderTransferred].contains(earlier)
        case (.citizenContacted, .workOrder), (.workOrderAnswered, .workOrder), (.workOrderClosed, .workOrder):
            ![.workOrderClosed, .workOrderTransferred].contains(earlier)
        // A reviewer of the texts may ask for another round before the citizen is asked.
        case (.callbackScheduled, .callback), (.callbackCompleted, .callback), (.callbackWaived, .callback):
            ![.callbackCompleted, .callbackWaived].contains(earlier)
        case (_, .supervision): canFollowUnderSupervision(earlier)
        default: true
        }
    }

    /// What is done about a work order while its answer is still to come.
    private static let beforeAnswer: Set<FactKind> = [
        .workOrderSigned, .workOrderObjected, .objectionDecided, .noticeIssued, .workOrderTransferred, .assistantJoined,
        .extensionGranted, .extensionRefused, .clockPaused, .clockResumed,
    ]

    /// A letter and a clue are never one thing, though under one kind of id.
    private func canFollowUnderSupervision(_ earlier: FactKind) -> Bool {
        guard carries(.supervision), earlier.carries(.supervision) else { return true }
        if isOfClue || earlier.isOfClue { return isOfClue && earlier.isOfClue && self != .referralProposed }
        // Concluded is a letter whenever the supervisor says so.
        if self == .supervisionConcluded { return true }
        let steps: [FactKind] = [
            .supervisionLetterIssued, .supervisionLetterReceived, .supervisionAnswered, .supervisionReported,
        ]
        guard let step = steps.firstIndex(of: self) else { return true }
        return step > (steps.firstIndex(of: earlier) ?? 0)
    }

    private var isOfClue: Bool { [.referralProposed, .referralDecided, .referralWithdrawn].contains(self) }
}
