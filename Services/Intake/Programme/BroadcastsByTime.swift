import Contracts
import Messaging
import Postgres
import ServiceKit

/// Opens and closes shows by the season's time, where nobody has done it by hand.
struct BroadcastsByTime: DueWork {
    let name = "broadcasts"
    let store: EventStore

    private struct Due {
        let district: DistrictID
        let broadcast: BroadcastID
        let turn: BroadcastSwitch
        let at: Instant

        /// Whether it is still so: the operator may have turned it, moved it, or kept it for the hand.
        func stands(for show: Broadcast) -> Bool {
            guard !show.isByHand else { return false }
            return turn == .open
                ? show.state == .planned && show.opensAt == at : show.state == .open && show.closesAt == at
        }
    }

    func next() async throws -> Instant? {
        let rows = try await store.database.transaction(scope: "*") { transaction in
            try transaction.run(
                """
                SELECT min(at) FROM (
                    SELECT min(opens_at) AS at FROM broadcasts
                    WHERE state = 'planned' AND NOT is_by_hand AND closes_at > entered_at
                    UNION ALL
                    SELECT min(closes_at) FROM broadcasts
                    WHERE state = 'open' AND NOT is_by_hand AND opened_at < closes_at) AS due
                """)
        }
        return try rows.first?.decode(Instant?.self)
    }

    /// The fact's time is the planned instant: the show was on the air by then, however late this process woke.
    func run(at now: Instant) async throws -> Int {
        let due = try await due(at: now)
        for item in due {
            _ = try await store.record(in: item.district) { transaction, journal in
                // The list was read without a lock; a show that was moved meanwhile is due another time.
                guard let show = try transaction.broadcast(item.broadcast, in: item.district, isLocked: true),
                    item.stands(for: show)
                else { return }
                _ = try item.turn.turn(item.broadcast, of: item.district, at: item.at, in: transaction, journal)
            }
        }
        return due.count
    }

    private func due(at now: Instant) async throws -> [Due] {
        let rows = try await store.database.transaction(scope: "*") { transaction in
            try transaction.run(
                """
                SELECT district, broadcast, state, CASE state WHEN 'planned' THEN opens_at ELSE closes_at END
                FROM broadcasts
                WHERE NOT is_by_hand AND (state = 'planned' AND opens_at <= \(now) AND closes_at > entered_at
                    OR state = 'open' AND closes_at <= \(now) AND opened_at < closes_at)
                ORDER BY 4, 1, 2 LIMIT 100
                """)
        }
        return try rows.map { row in
            let (district, broadcast, state, at) = try row.decode((DistrictID, BroadcastID, String, Instant).self)
            return Due(
                district: district, broadcast: broadcast, turn: state == "planned" ? .open : .close, at: at)
        }
    }
}
