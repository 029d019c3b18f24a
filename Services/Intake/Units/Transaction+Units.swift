import Contracts
import Messaging
import Postgres

extension Transaction {
    /// The last change by its own time holds; a redelivered older one changes nothing.
    borrowing func store(_ message: Received<UnitChanged>) throws {
        let unit = message.event
        try execute(
            """
            INSERT INTO units (district, unit, name, aliases, changed_at)
            VALUES (\(message.district), \(unit.unit), \(unit.name), \(unit.aliases)::text[], \(message.time))
            ON CONFLICT (district, unit) DO UPDATE
            SET name = excluded.name, aliases = excluded.aliases, changed_at = excluded.changed_at
            WHERE units.changed_at <= excluded.changed_at
            """)
    }

    borrowing func unitNames(of district: DistrictID) throws -> [UnitID: String] {
        let rows = try run("SELECT unit, name FROM units WHERE district = \(district)")
        return Dictionary(try rows.map { try $0.decode((UnitID, String).self) }) { first, _ in first }
    }
}
