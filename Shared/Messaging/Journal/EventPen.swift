import Contracts

/// Records the events that follow from one cause; their ids derive from it, their type and their ordinal.
public final class EventPen {
    private let journal: Journal
    public let cause: Cause
    private var ordinals: [String: Int] = [:]

    init(journal: Journal, cause: Cause) {
        self.journal = journal
        self.cause = cause
    }

    /// - Parameter time: when the fact happened, by the district's own clock.
    /// - Returns: the event's id: the same one whenever the same cause is handled again.
    @discardableResult
    public func record<E: Event>(_ event: E, at time: Instant) throws -> EventID {
        let ordinal = ordinals[E.type, default: 0]
        ordinals[E.type] = ordinal + 1
        let id = try DerivedID.make(cause.id, E.type, String(ordinal))
        try journal.append(event, id: id, at: time, cause: cause)
        return EventID(id)
    }

    /// See `Journal.announce`.
    public func announce(_ reference: String) { journal.announce(reference) }

    /// Records an event whose id the caller has derived itself.
    public func record<E: Event>(_ event: E, id: EventID, at time: Instant) throws {
        try journal.append(event, id: id.rawValue, at: time, cause: cause)
    }
}
