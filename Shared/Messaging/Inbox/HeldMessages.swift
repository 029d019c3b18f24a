import Contracts
import Postgres

/// What an operator does about the messages that a service holds.
public struct HeldMessages: Sendable {
    private let connection: Connection

    /// - Parameter connection: as the service's own login role, with its schema in the search path.
    public init(over connection: Connection) { self.connection = connection }

    /// Parked messages in the order in which they came.
    ///
    /// - Parameter isWhole: also those that wait and those behind others.
    public func entries(isWhole: Bool = false) async throws -> [HeldEntry] {
        try await connection.transaction(scope: "*") { transaction in
            let rows = try transaction.run(
                """
                SELECT message_id, district, topic, subject, kind, reason, held_at, headers, data FROM held_messages
                WHERE kind = 'parked' OR \(isWhole) ORDER BY district, position
                """)
            return try rows.map(Self.entry)
        }
    }

    /// nil when no message of this id is held.
    public func entry(_ message: EventID) async throws -> HeldEntry? {
        try await connection.transaction(scope: "*") { transaction in
            let rows = try transaction.run(
                """
                SELECT message_id, district, topic, subject, kind, reason, held_at, headers, data FROM held_messages
                WHERE message_id::text = \(message.rawValue) ORDER BY position
                """)
            return try rows.first.map(Self.entry)
        }
    }

    /// Makes parked messages wait, so that the inbox's sweep tries them, and what is behind them, again in order. What could
    /// not be read stays parked.
    ///
    /// - Parameter message: nil for all that are parked.
    /// - Returns: how many there were.
    @discardableResult
    public func retry(_ message: EventID? = nil) async throws -> Int {
        try await connection.transaction(scope: "*") { transaction in
            try transaction.change(
                """
                UPDATE held_messages SET kind = 'waiting', reference = 'operator', reason = 'released by an operator'
                WHERE kind = 'parked' AND (\(message == nil) OR message_id::text = \(message?.rawValue ?? ""))
                    AND strpos(headers, \(HeldHeaders.ofUnreadable)) = 0
                """)
        }
    }

    /// Counts parked messages that could not be read. No handler can have them, so they can only be dropped.
    ///
    /// - Parameter message: nil for all that are parked.
    public func unreadable(_ message: EventID? = nil) async throws -> Int {
        try await connection.transaction(scope: "*") { transaction in
            let rows = try transaction.run(
                """
                SELECT count(*) FROM held_messages
                WHERE kind = 'parked' AND (\(message == nil) OR message_id::text = \(message?.rawValue ?? ""))
                    AND strpos(headers, \(HeldHeaders.ofUnreadable)) > 0
                """)
            return try rows.first?.decode(Int.self) ?? 0
        }
    }

    /// Gives a parked message up: it is kept in `dropped_messages` and never handled. What was behind it goes on.
    ///
    /// - Parameter reason: kept beside it; names no person.
    /// - Returns: false when no parked message has this id.
    @discardableResult
    public func drop(_ message: EventID, because reason: String, at now: Instant) async throws -> Bool {
        try await connection.transaction(scope: "*") { transaction in
            let rows = try transaction.run(
                """
                WITH gone AS (
                    DELETE FROM held_messages WHERE kind = 'parked' AND message_id::text = \(message.rawValue)
                    RETURNING *)
                INSERT INTO dropped_messages
                    (district, message_id, topic, subject, parked_for, headers, data, held_at, reason, dropped_at)
                SELECT district, message_id, topic, subject, reason, headers, data, held_at, \(reason), \(now)
                FROM gone
                ON CONFLICT (district, message_id) DO UPDATE SET reason = excluded.reason
                RETURNING district, subject
                """)
            for row in rows {
                let (district, subject) = try row.decode((DistrictID, String).self)
                try transaction.wakeNext(about: subject, in: district)
            }
            return !rows.isEmpty
        }
    }

    private static func entry(_ row: Row) throws -> HeldEntry {
        let (message, district, topic, subject, kind, reason, heldAt, headers, data) = try row.decode(
            (EventID, DistrictID, String, String, String, String, Instant, String, [UInt8]).self)
        return HeldEntry(
            message: message, district: district, topic: topic, subject: subject, kind: kind, reason: reason,
            heldAt: heldAt, headers: headers, data: data)
    }
}

extension Transaction {
    /// Lets the sweep find the subject: it looks for what waits, and the first behind a dropped one now does.
    fileprivate borrowing func wakeNext(about subject: String, in district: DistrictID) throws {
        try execute(
            """
            UPDATE held_messages SET kind = 'waiting', reference = 'operator', reason = 'the one before it was dropped'
            WHERE district = \(district) AND kind = 'behind' AND position = (
                SELECT min(position) FROM held_messages WHERE district = \(district) AND subject = \(subject))
            """)
    }
}
