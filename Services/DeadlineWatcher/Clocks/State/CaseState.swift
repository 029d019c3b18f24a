import Contracts
import RulePacks

/// What the clocks remember of a case: the facts that matter to them, and their runs.
///
/// The runs follow from the facts, whatever the order in which these arrived; they are kept for what has been
/// announced of them.
public struct CaseState: Hashable, Sendable {
    public let `case`: CaseID
    /// Nil until a fact tells it; until then facts are only remembered.
    public internal(set) var packVersion: String?
    /// In the order in which they happened.
    public internal(set) var facts: [Fact] = []
    public var runs: [ClockRun] = []

    public init(case: CaseID) { self.case = `case` }

    /// Whether it is a unit's preparation of a show, and no citizen's matter.
    var isPreparation: Bool { facts.contains { $0.kind.beginsPreparation } }

    /// The show that the case was raised in, or that is prepared: its `BroadcastClosed` is a fact of this case too.
    public var broadcast: BroadcastID? { Self.broadcast(of: facts) }

    static func broadcast(of facts: [Fact]) -> BroadcastID? {
        for fact in facts where fact.kind.namesShow {
            if case .text(let broadcast)? = fact.attributes[.broadcast] { return BroadcastID(broadcast) }
        }
        return nil
    }

    func contains(_ id: EventID) -> Bool { facts.contains { $0.id == id } }

    mutating func insert(_ fact: Fact) {
        // Facts mostly come in order, so the place is near the end.
        var index = facts.endIndex
        while index > 0, Fact.precedes(fact, facts[index - 1]) { index -= 1 }
        facts.insert(fact, at: index)
    }
}

extension FactKind {
    /// Whether such a fact says which show its case was raised in, or which is prepared.
    fileprivate var namesShow: Bool {
        switch self {
        case .appealRegistered, .workOrderDispatched, .broadcastScheduled, .dutyPlanned: true
        default: false
        }
    }

    /// Whether such a fact opens the file of a unit's preparation: of a show, or of an edition, which has a duty alone.
    var beginsPreparation: Bool { self == .broadcastScheduled || self == .dutyPlanned }
}
