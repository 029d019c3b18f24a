import Contracts
import Postgres
import RulePacks

extension UnitEntry.Kind: SQLBindable, SQLDecodable {}

extension Transaction {
    /// Nobody else may change the register before this transaction ends.
    borrowing func lockUnits(of district: DistrictID) throws {
        try execute("SELECT pg_advisory_xact_lock(hashtextextended(\("units/\(district)"), 0))")
    }

    /// By id.
    borrowing func registeredUnits(of district: DistrictID) throws -> [UnitID: RegisteredUnit] {
        let rows = try run(
            """
            SELECT unit, name, aliases, kind, valid_from, valid_to, liaison_key, liaison_box, revision
            FROM units WHERE district = \(district)
            """)
        let units = try rows.map { row in
            let (id, name, aliases, kind, from, to, key, box, revision) = try row.decode(
                (UnitID, String, [String], UnitEntry.Kind, CivilDay?, CivilDay?, String?, String?, Int).self)
            return RegisteredUnit(
                entry: UnitEntry(
                    id: id, name: name, aliases: aliases, kind: kind, mailbox: "", validFrom: from, validTo: to),
                liaison: SealedText(keyId: key, box: box), revision: revision)
        }
        return Dictionary(units.map { ($0.entry.id, $0) }) { first, _ in first }
    }

    borrowing func keep(_ unit: RegisteredUnit, of district: DistrictID, at now: Instant) throws {
        let entry = unit.entry
        try execute(
            """
            INSERT INTO units (district, unit, name, aliases, kind, valid_from, valid_to, liaison_key, liaison_box,
                revision, changed_at)
            VALUES (\(district), \(entry.id), \(entry.name), \(entry.aliases)::text[], \(entry.kind),
                \(entry.validFrom)::date, \(entry.validTo)::date, \(unit.liaison?.keyId), \(unit.liaison?.box),
                \(unit.revision), \(now))
            ON CONFLICT (district, unit) DO UPDATE
            SET name = excluded.name, aliases = excluded.aliases, kind = excluded.kind,
                valid_from = excluded.valid_from, valid_to = excluded.valid_to, liaison_key = excluded.liaison_key,
                liaison_box = excluded.liaison_box, revision = excluded.revision, changed_at = excluded.changed_at
            """)
    }

    /// Whether a unit of this id was ever entered.
    borrowing func isEntered(_ unit: UnitID, in district: DistrictID) throws -> Bool {
        try !run("SELECT 1 FROM units WHERE district = \(district) AND unit = \(unit)").isEmpty
    }

    /// Whether a unit of this id is entered and exists on the day.
    borrowing func isUnit(_ unit: UnitID, of district: DistrictID, on day: CivilDay) throws -> Bool {
        let rows = try run(
            """
            SELECT 1 FROM units WHERE district = \(district) AND unit = \(unit)
                AND coalesce(valid_from, \(day)::date) <= \(day)::date AND coalesce(valid_to, \(day)::date) >= \(day)::date
            """)
        return !rows.isEmpty
    }
}

extension SealedText {
    /// - Returns: nil when nothing was sealed.
    init?(keyId: String?, box: String?) {
        guard let keyId, let box else { return nil }
        self.init(keyId: keyId, box: box)
    }
}
