import Contracts
import Messaging
import Postgres

extension Dispatcher {
    /// What was raised in the show goes out the same day (rule CZ-42), at the time of the later of the two facts.
    @Sendable func dispatchBroadcast(
        _ message: Received<BroadcastClosed>, _ transaction: borrowing Transaction, _ pen: EventPen
    ) throws {
        let district = message.district
        let broadcast = message.event.broadcast
        let closing = Closing(at: message.time, units: message.event.units)
        guard try transaction.close(broadcast, closing, in: district) else { return }
        var matters = try transaction.casesNotSent(of: broadcast, in: district).map { Matter(file: $0, pen: pen) }
        let openings = try decide(&matters, [broadcast: closing], of: district, in: transaction)
        for (state, moved) in Dictionary(grouping: matters.map(\.file), by: \.state) {
            try transaction.move(moved, of: district, to: state)
        }
        try transaction.open(openings, in: district)
    }
}
