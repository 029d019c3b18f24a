import Contracts
import Messaging
import Postgres
import Sealing

extension Transaction {
    /// Stores cases and records their events; a case whose id is taken is left alone.
    ///
    /// - Returns: for each, nil when it was stored, else what was there.
    borrowing func register(_ new: [NewCase], of district: DistrictID, _ journal: Journal) throws -> [KnownCase?] {
        let stored = try insert(CaseColumns(new), into: district)
        var results: [KnownCase?] = []
        results.reserveCapacity(new.count)
        for one in new {
            if stored.count == new.count || stored.contains(one.registered.caseNumber) {
                try record(one, journal)
                results.append(nil)
            } else {
                results.append(try known(one.id, in: district))
            }
        }
        return results
    }

    private borrowing func record(_ new: NewCase, _ journal: Journal) throws {
        let pen = journal.events(causedBy: new.cause)
        try pen.record(new.registered, at: new.registeredAt)
        if let fact = new.answered { try pen.record(fact, at: new.registeredAt) }
        if let fact = new.promised { try pen.record(fact, at: new.registeredAt) }
    }

    /// Also queues them for `Sketching`; a report is not found.
    ///
    /// - Returns: the numbers of those that were stored.
    private borrowing func insert(_ columns: CaseColumns, into district: DistrictID) throws -> Set<CaseNumber> {
        let rows = try run(
            """
            WITH stored AS (
                INSERT INTO cases (district, case_id, case_number, category, channel, broadcast, on_air, unit,
                    is_foreign_matter, is_complex, is_anonymous, callback_method, citizen_key, citizen_box, text_key,
                    text_box, missing, pack_version, registered_at, month, phone_hash, claim_hash, request_hash,
                    promise_due_at, said_key, said_box)
                SELECT \(district)::text, id::uuid, number, category, channel, broadcast, on_air, unit,
                    is_foreign::boolean, is_complex::boolean, is_anonymous::boolean, method, citizen_key, citizen_box,
                    text_key, text_box, coalesce(missing, ''), pack, at::timestamptz, month, decode(phone, 'hex'),
                    decode(claim, 'hex'), decode(request, 'hex'), due::timestamptz,
                    said_key, said_box
                FROM unnest(
                    string_to_array(\(columns.ids), ',', ''),
                    string_to_array(\(columns.numbers), ',', ''),
                    string_to_array(\(columns.categories), ',', ''),
                    string_to_array(\(columns.channels), ',', ''),
                    string_to_array(\(columns.broadcasts), ',', ''),
                    string_to_array(\(columns.onAir), ',', ''),
                    string_to_array(\(columns.units), ',', ''),
                    string_to_array(\(columns.foreign), ',', ''),
                    string_to_array(\(columns.complex), ',', ''),
                    string_to_array(\(columns.anonymous), ',', ''),
                    string_to_array(\(columns.methods), ',', ''),
                    string_to_array(\(columns.citizenKeys), ',', ''),
                    string_to_array(\(columns.citizenBoxes), ',', ''),
                    string_to_array(\(columns.textKeys), ',', ''),
                    string_to_array(\(columns.textBoxes), ',', ''),
                    string_to_array(\(columns.missing), ',', ''),
                    string_to_array(\(columns.packs), ',', ''),
                    string_to_array(\(columns.times), ',', ''),
                    string_to_array(\(columns.months), ',', ''),
                    string_to_array(\(columns.phones), ',', ''),
                    string_to_array(\(columns.claims), ',', ''),
                    string_to_array(\(columns.requests), ',', ''),
                    string_to_array(\(columns.dues), ',', ''),
                    string_to_array(\(columns.saidKeys), ',', ''),
                    string_to_array(\(columns.saidBoxes), ',', ''))
                    AS new (id, number, category, channel, broadcast, on_air, unit, is_foreign, is_complex,
                        is_anonymous, method, citizen_key, citizen_box, text_key, text_box, missing, pack, at, month,
                        phone, claim, request, due, said_key, said_box)
                ON CONFLICT (district, case_id) DO NOTHING
                RETURNING case_id, case_number, category),
            queued AS (
                INSERT INTO unsketched (district, case_id)
                SELECT \(district)::text, case_id FROM stored
                WHERE category IS DISTINCT FROM 'report')
            SELECT case_number FROM stored
            """)
        return Set(try rows.map { try $0.decode(CaseNumber.self) })
    }

    /// A conflict means that the row is there and committed, so a new snapshot sees it.
    private borrowing func known(_ id: CaseID, in district: DistrictID) throws -> KnownCase {
        guard let known = try knownCase(id, in: district) else { throw CaseVanished(id: id) }
        return known
    }

    borrowing func knownCase(_ id: CaseID, in district: DistrictID) throws -> KnownCase? {
        let rows = try run(
            """
            SELECT case_number, registered_at, month, missing, request_hash FROM cases
            WHERE district = \(district) AND case_id = \(id)::uuid
            """)
        guard let row = rows.first else { return nil }
        let (number, at, month, missing, hash) =
            try row.decode((CaseNumber, Instant, String, String, [UInt8]?).self)
        return KnownCase(
            number: number, registeredAt: at, month: try CaseRow.month(month), missing: missing.words,
            fingerprint: hash)
    }
}

/// A case's id was taken and its row is not to be seen: somebody deletes cases by hand.
struct CaseVanished: Error {
    let id: CaseID
}

extension String {
    /// The fields between spaces.
    var words: [String] { split(separator: " ").map(String.init) }
}
