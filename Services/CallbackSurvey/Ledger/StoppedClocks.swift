import Contracts
import RulePacks

/// Which clocks of the packs measure answering, and which closing: told by what stops them, since names are the packs'.
struct StoppedClocks: Sendable {
    private(set) var answering: Set<ClockName> = []
    private(set) var closing: Set<ClockName> = []

    /// A clock that only a close stops measures closing. Where a pack has none, its limits for an answer are those for
    /// the whole matter.
    init(_ packs: [RulePack]) {
        for pack in packs {
            let answering = pack.clocks.filter { $0.isStopped(by: .workOrderAnswered) }
            let closed = pack.clocks.filter { $0.isStopped(by: .workOrderClosed) }
            let only = closed.filter { !$0.isStopped(by: .workOrderAnswered) }
            self.answering.formUnion(answering.map(\.name))
            closing.formUnion((only.isEmpty ? closed : only).map(\.name))
        }
    }
}

extension Clock {
    fileprivate func isStopped(by kind: FactKind) -> Bool { stops.triggers.contains { $0.on == kind } }
}
