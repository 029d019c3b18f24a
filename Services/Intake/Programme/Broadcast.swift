import Contracts
import Messaging
import Postgres
import RulePacks

/// One show of a district's season, and whether it is on.
struct Broadcast: Sendable, Encodable {
    enum State: String, Encodable, Sendable {
        case planned, open, closed
    }

    let id: BroadcastID
    let opensAt: Instant
    let closesAt: Instant
    let units: [UnitID]
    /// Those of them that have never been on air before (rule CZ-08).
    var newUnits: [UnitID] = []
    /// Opened and closed by the operator only, never by the season's time.
    let isByHand: Bool
    /// What it is to be about (上线内容), in public words.
    var topic: String?
    var state = State.planned
    var openedAt: Instant?
    var closedAt: Instant?

    var planned: PlannedShow {
        PlannedShow(broadcast: id, opensAt: opensAt, closesAt: closesAt, units: units, topic: topic)
    }

    /// The plan without what became of it, and without its topic, by which no clock goes.
    func hasSamePlan(as other: Broadcast) -> Bool {
        opensAt == other.opensAt && closesAt == other.closesAt && units == other.units
            && newUnits == other.newUnits && isByHand == other.isByHand
    }
}

extension Broadcast {
    /// A season's line has no word for who is new on air, nor for a show that the operator opens by hand: what was said of that
    /// otherwise stays, of the units that are in the line.
    init(_ line: Season.Broadcast, keeping known: Broadcast?) {
        self.init(
            id: line.id, opensAt: line.opensAt, closesAt: line.closesAt, units: line.units,
            newUnits: known?.newUnits.filter(line.units.contains) ?? [], isByHand: known?.isByHand ?? false)
    }
}

extension Transaction {
    /// - Parameter isLocked: nobody else may open, close or move it before this transaction ends.
    borrowing func broadcast(
        _ id: BroadcastID, in district: DistrictID, isLocked: Bool = false
    ) throws -> Broadcast? {
        if isLocked {
            try execute("SELECT 1 FROM broadcasts WHERE district = \(district) AND broadcast = \(id) FOR UPDATE")
        }
        let rows = try run(
            """
            SELECT broadcast, opens_at, closes_at, units, new_units, is_by_hand, topic, state, opened_at, closed_at
            FROM broadcasts
            WHERE district = \(district) AND broadcast = \(id)
            """)
        return try rows.first.map { try Broadcast($0) }
    }

    borrowing func broadcasts(of district: DistrictID) throws -> [Broadcast] {
        let rows = try run(
            """
            SELECT broadcast, opens_at, closes_at, units, new_units, is_by_hand, topic, state, opened_at, closed_at
            FROM broadcasts
            WHERE district = \(district) ORDER BY opens_at, broadcast
            """)
        return try rows.map { try Broadcast($0) }
    }

    borrowing func plan(_ broadcast: Broadcast, of district: DistrictID, at now: Instant) throws {
        try execute(
            """
            INSERT INTO broadcasts (district, broadcast, opens_at, closes_at, units, new_units, is_by_hand, topic,
                entered_at)
            VALUES (\(district), \(broadcast.id), \(broadcast.opensAt), \(broadcast.closesAt),
                \(broadcast.units)::text[], \(broadcast.newUnits)::text[], \(broadcast.isByHand), \(broadcast.topic),
                \(now))
            ON CONFLICT (district, broadcast) DO UPDATE
            SET opens_at = excluded.opens_at, closes_at = excluded.closes_at, units = excluded.units,
                new_units = excluded.new_units, is_by_hand = excluded.is_by_hand,
                topic = coalesce(excluded.topic, broadcasts.topic), entered_at = excluded.entered_at
            """)
    }

    /// - Returns: false where it is the topic already, or none is named.
    borrowing func setTopic(_ topic: String?, of id: BroadcastID, in district: DistrictID) throws -> Bool {
        guard let topic else { return false }
        return try change(
            """
            UPDATE broadcasts SET topic = \(topic)
            WHERE district = \(district) AND broadcast = \(id) AND topic IS DISTINCT FROM \(topic)
            """) == 1
    }

    borrowing func store(_ broadcast: Broadcast, of district: DistrictID) throws {
        try execute(
            """
            UPDATE broadcasts SET state = \(broadcast.state.rawValue), opened_at = \(broadcast.openedAt)::timestamptz,
                closed_at = \(broadcast.closedAt)::timestamptz
            WHERE district = \(district) AND broadcast = \(broadcast.id)
            """)
    }
}

extension Broadcast {
    fileprivate init(_ row: Row) throws {
        let (id, opens, closes, units, new, byHand, topic, state, opened, closed) = try row.decode(
            (BroadcastID, Instant, Instant, [UnitID], [UnitID], Bool, String?, String, Instant?, Instant?).self)
        guard let state = State(rawValue: state) else { throw CaseRow.Unreadable(column: "state") }
        self.init(
            id: id, opensAt: opens, closesAt: closes, units: units, newUnits: new, isByHand: byHand, topic: topic,
            state: state, openedAt: opened, closedAt: closed)
    }
}
