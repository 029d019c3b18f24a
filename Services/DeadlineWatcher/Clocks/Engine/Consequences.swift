import Contracts

/// An event that follows from facts, to be written in the transaction that stores the state.
public struct DerivedEvent: Sendable {
    /// Follows from what it is about, its type and its ordinal, so that a replay yields it again.
    public let id: EventID
    /// When it happened: the time of the fact, of the due instant or of the warning; never the time of handling.
    public let at: Instant
    /// The fact that set it off; nil for the passing of time.
    public let cause: EventID?
    public let event: any CaseEvent
}

/// What a fact or the passing of time did to a case.
public struct Consequences: Sendable {
    /// In the order in which they are to be written.
    public internal(set) var events: [DerivedEvent] = []
    /// Runs that are new or have changed, by their last state.
    public private(set) var changed: [ClockRun] = []
    /// Whether the facts of the case changed, so that its row must be written.
    public internal(set) var changesCase = false

    public init() {}

    mutating func note(_ run: ClockRun) {
        if let index = changed.firstIndex(where: { $0.id == run.id }) {
            changed[index] = run
        } else {
            changed.append(run)
        }
    }

    public var isEmpty: Bool { events.isEmpty && changed.isEmpty && !changesCase }
}

/// Makes an id of what it follows from: (base, type, ordinal), always the same for the same three.
public typealias DeriveID = @Sendable (EventID, String, Int) throws -> String

/// The case keeps another pack than the engine's.
public struct PackMismatch: Error, Hashable, Sendable, CustomStringConvertible {
    public let `case`: CaseID
    public let wanted: String
    public let given: String

    public var description: String { "case \(`case`) keeps rule pack \(wanted), not \(given)" }
}
