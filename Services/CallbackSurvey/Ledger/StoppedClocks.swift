import Contracts
import RulePacks

/// Which clocks of the packs measure answering, and which closing: told by what stops them, since names are the packs'.
struct StoppedClocks: Sendable {
    private(set) var answering: Set<ClockName> = []
    private(set) var closing: Set<ClockName> = []

    /// A clock of the whole handling that the answer does not stop measures closing: a close stops it, or the receipts that
    /// a close needs. Where a pack has none, its limits for an answer are those for the whole matter.
    init(_ packs: [RulePack]) {
        for pack in packs {
            let answering = pack.clocks.filter { $0.isStopped(by: .workOrderAnswered) }
            let closed = pack.clocks.filter { $0.isStopped(by: .workOrderClosed) }
            let only = pack.clocks.filter {
                $0.isOfHandling && !$0.isStopped(by: .workOrderAnswered)
                    && ($0.isStopped(by: .workOrderClosed) || $0.isStopped(by: .formFiled))
            }
            self.answering.formUnion(answering.map(\.name))
            closing.formUnion((only.isEmpty ? closed : only).map(\.name))
        }
    }
}

extension Clock {
    /// Whether it runs from when a unit gets the matter.
    fileprivate var isOfHandling: Bool { starts.triggers.contains { $0.on == .workOrderDispatched } }

    fileprivate func isStopped(by kind: FactKind) -> Bool { stops.triggers.contains { $0.on == kind } }
}
