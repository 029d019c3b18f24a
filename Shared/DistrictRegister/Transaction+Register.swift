import Contracts
import Messaging
import Postgres

extension Transaction {
    borrowing func store(_ message: Received<RulePackAdopted>) throws {
        let pack = message.event
        try execute(
            """
            INSERT INTO rule_packs (district, version, effective_from, adopted_at, source)
            VALUES (\(message.district), \(pack.version), \(pack.effectiveFrom), \(message.time), \(pack.source))
            ON CONFLICT (district, version) DO NOTHING
            """)
    }

    borrowing func store(_ message: Received<CalendarPublished>) throws {
        try execute(
            """
            INSERT INTO calendars (version, published_at, source)
            VALUES (\(message.event.version), \(message.time), \(message.event.table))
            ON CONFLICT (version) DO NOTHING
            """)
    }

    /// The district's packs by the day that they take effect, and the calendar published last.
    borrowing func readRegister(of district: DistrictID) throws -> (packs: [Row], calendars: [Row]) {
        let packs = try run(
            """
            SELECT version, effective_from, source FROM rule_packs WHERE district = \(district)
            ORDER BY effective_from, adopted_at
            """)
        let calendars = try run(
            "SELECT version, source, published_at FROM calendars ORDER BY published_at DESC, version DESC LIMIT 1")
        return (packs, calendars)
    }
}
