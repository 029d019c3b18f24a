import Contracts
import Messaging
import Postgres
import Sealing

extension Transaction {
    /// The last change by its own time holds; a redelivered older one changes nothing.
    ///
    /// - Returns: whether a unit that was known has another liaison now.
    /// - Throws: `NotYet` while the key of the new liaison is not in the ring. Nobody announces a key: the sweep looks again.
    borrowing func store(_ message: Received<UnitChanged>, comparedWith keys: KeyRing) throws -> ContactChange {
        let unit = message.event
        let before = try knownLiaison(of: unit.unit, in: message.district)
        let count = try change(
            """
            INSERT INTO units (district, unit, name, liaison_key, liaison_box, changed_at)
            VALUES (\(message.district), \(unit.unit), \(unit.name), \(unit.liaison?.keyId), \(unit.liaison?.box),
                \(message.time))
            ON CONFLICT (district, unit) DO UPDATE
            SET name = excluded.name, liaison_key = excluded.liaison_key, liaison_box = excluded.liaison_box,
                changed_at = excluded.changed_at
            WHERE units.changed_at <= excluded.changed_at
            """)
        guard count == 1, let before else { return .same }
        let subject = SealSubject(district: message.district, unit: unit.unit)
        guard let outcome = try keys.change(from: before.liaison, to: unit.liaison, of: subject) else {
            throw NotYet("key/\(message.envelope.subject)")
        }
        return outcome
    }

    /// - Returns: nil for a unit that was not known; it is locked until the transaction ends.
    private borrowing func knownLiaison(of unit: UnitID, in district: DistrictID) throws -> Known? {
        let rows = try run(
            """
            SELECT liaison_key, liaison_box FROM units WHERE district = \(district) AND unit = \(unit) FOR UPDATE
            """)
        return try rows.first.map { row in
            let (key, box) = try row.decode((String?, String?).self)
            return Known(liaison: key.flatMap { key in box.map { SealedText(keyId: key, box: $0) } })
        }
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

    borrowing func names(of units: Set<UnitID>, in district: DistrictID) throws -> [UnitID: String] {
        let rows = try run(
            """
            SELECT unit, name FROM units WHERE district = \(district) AND unit = ANY(\(units.sorted())::text[])
            """)
        return Dictionary(uniqueKeysWithValues: try rows.map { try $0.decode((UnitID, String).self) })
    }

    borrowing func name(of unit: UnitID, in district: DistrictID) throws -> String? {
        try run("SELECT name FROM units WHERE district = \(district) AND unit = \(unit)").first?.decode(String.self)
    }
}

private struct Known: Sendable {
    let liaison: SealedText?
}
