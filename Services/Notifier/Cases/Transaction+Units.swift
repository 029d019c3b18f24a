import Contracts
import Messaging
import Postgres

extension Transaction {
    /// The last change by its own time holds; a redelivered older one changes nothing.
    borrowing func store(_ message: Received<UnitChanged>) throws {
        let unit = message.event
        try execute(
            """
            INSERT INTO units (district, unit, name, liaison_key, liaison_box, changed_at)
            VALUES (\(message.district), \(unit.unit), \(unit.name), \(unit.liaison?.keyId), \(unit.liaison?.box),
                \(message.time))
            ON CONFLICT (district, unit) DO UPDATE
            SET name = excluded.name, liaison_key = excluded.liaison_key, liaison_box = excluded.liaison_box,
                changed_at = excluded.changed_at
            WHERE units.changed_at <= excluded.changed_at
            """)
    }

    /// - Returns: nil when the unit is unknown or has no liaison.
    borrowing func liaison(of unit: UnitID, in district: DistrictID) throws -> SealedText? {
        let rows = try run(
            """
            SELECT liaison_key, liaison_box FROM units
            WHERE district = \(district) AND unit = \(unit) AND liaison_box IS NOT NULL
            """)
        return try rows.first.map { try SealedText($0) }
    }

    borrowing func name(of unit: UnitID, in district: DistrictID) throws -> String? {
        try run("SELECT name FROM units WHERE district = \(district) AND unit = \(unit)").first?.decode(String.self)
    }
}
