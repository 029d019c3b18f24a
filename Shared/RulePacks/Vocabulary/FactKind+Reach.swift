/// Which runs of clocks a fact can reach, as the engine finds them: by what the fact names, or by its whole file, which is
/// a citizen's case or a unit's preparation of a show.
extension FactKind {
    /// Whether such a fact says which one of `scope` it is about. Only such a fact can start a run.
    public func carries(_ scope: Clock.Scope) -> Bool {
        switch scope {
        case .case: !Self.ofPreparation.contains(self)
        case .broadcast: Self.ofPreparation.contains(self) || Self.ofShow.contains(self)
        case .round: attributes.contains(.round)
        case .workOrder: Self.ofWorkOrder.contains(self)
        case .callback: Self.ofCallback.contains(self)
        case .supervision: Self.ofSupervision.contains(self)
        }
    }

    /// Whether such a fact can end, hold or move a run: it names what the run belongs to, or it concerns the whole case
    /// and so every run within it. What is said of another thing within the case would reach all runs alike, whichever
    /// it is about; a show opens and closes before the work orders of its calls go out.
    public func reaches(_ scope: Clock.Scope) -> Bool {
        carries(scope) || (scope != .broadcast && Self.ofWholeCase.contains(self))
    }

    /// Whether one of `scope` has such a fact once at most, so that nothing starts a second time by it. A show that is moved is
    /// scheduled again and is the same show.
    public func happensOnce(for scope: Clock.Scope) -> Bool {
        switch self {
        case .appealRegistered, .broadcastScheduled, .broadcastOpened, .broadcastClosed: true
        case .workOrderDispatched: scope == .workOrder
        case .callbackScheduled, .callbackCompleted, .callbackWaived: scope == .callback
        case .supervisionLetterIssued, .supervisionLetterReceived, .supervisionConcluded, .referralProposed,
            .referralDecided:
            scope == .supervision
        default: false
        }
    }

    /// Whether nothing begins in the case after such a fact: it goes on with the one that it repeats.
    public var endsCase: Bool { self == .appealLinked }

    private static let ofWholeCase: Set<FactKind> = [
        .appealRegistered, .appealAmended, .appealAnsweredOnAir, .promiseMade, .appealLinked, .appealRepeated,
        .appealListed, .appealAnsweredInEpisode,
    ]

    /// Heard by every case and every preparation of the show.
    private static let ofShow: Set<FactKind> = [.broadcastOpened, .broadcastClosed]

    /// Heard by no citizen's case.
    private static let ofPreparation: Set<FactKind> = [
        .broadcastScheduled, .dutyPlanned, .dutyDischarged, .leaveRequested, .leaveDecided, .rescheduleRequested,
    ]

    private static let ofSupervision: Set<FactKind> = [
        .supervisionLetterIssued, .supervisionLetterReceived, .supervisionAnswered, .supervisionReported,
        .supervisionConcluded,
        // A clue is a climb of its own, under the same kind of id.
        .referralProposed, .referralDecided, .referralWithdrawn,
    ]

    private static let ofCallback: Set<FactKind> = [
        .callbackScheduled, .callbackCompleted, .callbackWaived, .reworkRequested, .supervisionRequested,
    ]

    private static let ofWorkOrder: Set<FactKind> = ofCallback.union([
        .workOrderDispatched, .workOrderSigned, .citizenContacted, .workOrderObjected, .objectionDecided,
        .noticeIssued, .workOrderTransferred, .assistantJoined, .extensionGranted, .extensionRefused,
        .workOrderAnswered, .formFiled, .workOrderClosed, .reworkOrdered, .clockPaused, .clockResumed,
        .inconsistencyFound,
    ])
}
