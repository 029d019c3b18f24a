import Contracts
import HTTP
import Messaging
import Postgres

/// Opens and closes a show, each once.
enum BroadcastSwitch: String, Sendable {
    case open, close

    /// - Parameter at: when it happened: now for the operator's hand, the planned instant for the season's time.
    /// - Returns: the show as it is afterwards; unchanged when it was so already.
    /// - Throws: `Problem` 404 and 409.
    func turn(
        _ id: BroadcastID, of district: DistrictID, at instant: Instant, in transaction: borrowing Transaction,
        _ journal: Journal
    ) throws -> Broadcast {
        guard var broadcast = try transaction.broadcast(id, in: district, isLocked: true) else {
            throw Problem.notFound("There is no such broadcast.")
        }
        let cause = Cause(id: try DerivedID.make("broadcast", district.rawValue, id.rawValue, rawValue))
        switch (self, broadcast.state) {
        case (.open, .open), (.close, .closed): return broadcast
        case (.open, .planned):
            (broadcast.state, broadcast.openedAt) = (.open, instant)
            try transaction.store(broadcast, of: district)
            try journal.events(causedBy: cause)
                .record(BroadcastOpened(broadcast: id, units: broadcast.units), at: instant)
        case (.close, .open):
            (broadcast.state, broadcast.closedAt) = (.closed, instant)
            try transaction.store(broadcast, of: district)
            try journal.events(causedBy: cause)
                .record(BroadcastClosed(broadcast: id, units: broadcast.units), at: instant)
        default:
            throw Problem.conflict("The broadcast is \(broadcast.state.rawValue): it cannot be told to \(rawValue).")
        }
        return broadcast
    }
}
