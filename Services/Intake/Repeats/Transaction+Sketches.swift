import Contracts
import Messaging
import Postgres
import Sealing

extension Transaction {
    /// Takes cases off the queue, with their rows locked against an amendment.
    borrowing func takeUnsketched(atMost count: Int) throws -> [UnsketchedCase] {
        let rows = try run(
            """
            WITH taken AS (
                SELECT u.id, c.district, c.case_id, c.month, c.registered_at, c.category, c.text_key, c.text_box,
                    c.citizen_key, c.citizen_box
                FROM unsketched u JOIN cases c ON c.district = u.district AND c.case_id = u.case_id
                ORDER BY u.id LIMIT \(count)::integer
                FOR UPDATE SKIP LOCKED),
            gone AS (DELETE FROM unsketched WHERE id IN (SELECT id FROM taken))
            SELECT district, case_id, month, registered_at, text_key, text_box, citizen_key, citizen_box,
                category IS NOT DISTINCT FROM 'report'
            FROM taken
            """)
        return try rows.map {
            let (district, id, month, at, key, box, citizenKey, citizenBox, isReport) =
                try $0.decode(
                    (DistrictID, CaseID, String, Instant, String?, String?, String?, String?, Bool).self)
            return UnsketchedCase(
                district: district, id: id, month: try CaseRow.month(month), registeredAt: at,
                text: isReport ? nil : SealedText(keyId: key, box: box),
                citizen: isReport ? nil : SealedText(keyId: citizenKey, box: citizenBox))
        }
    }

    /// One statement for all of a batch. What an amendment has put there stays.
    borrowing func store(_ cases: [(UnsketchedCase, Marks?)]) throws {
        let rows = MarkColumns(cases)
        guard !rows.isEmpty else { return }
        try execute(
            """
            WITH new AS (
                SELECT * FROM unnest(string_to_array(\(rows.districts), ','), string_to_array(\(rows.ids), ',')::uuid[],
                    string_to_array(\(rows.months), ','), string_to_array(\(rows.times), ',')::timestamptz[],
                    string_to_array(\(rows.sketches), ','), string_to_array(\(rows.places), ',', '')::bigint[],
                    string_to_array(\(rows.keys), ',')) AS new (district, id, month, at, hashes, place, keys)),
            added AS (
                INSERT INTO case_sketches (district, case_id, month, registered_at, hashes, place)
                SELECT district, id, month, at, string_to_array(hashes, ' ')::bigint[], place FROM new
                ON CONFLICT DO NOTHING
                RETURNING district, case_id)
            INSERT INTO case_sketch_keys (district, hash, case_id)
            SELECT district, hash::bigint, id FROM added JOIN new USING (district),
                unnest(string_to_array(keys, ' ')) AS hash
            WHERE id = case_id
            ON CONFLICT DO NOTHING
            """)
    }

    borrowing func unsketchedCases(in district: DistrictID) throws -> Int {
        let rows = try run("SELECT count(*) FROM unsketched WHERE district = \(district)")
        return Int(try rows.first?.decode(Int64.self) ?? 0)
    }

    /// In place of what there was.
    ///
    /// - Parameter marks: nil where the case is not to be found any more.
    borrowing func replaceMarks(of row: CaseRow, by marks: Marks?, in district: DistrictID) throws {
        try execute(
            """
            DELETE FROM case_sketch_keys WHERE district = \(district) AND case_id = \(row.id)::uuid
                AND hash = ANY(ARRAY(SELECT unnest(hashes || place) FROM case_sketches
                    WHERE district = \(district) AND case_id = \(row.id)::uuid))
            """)
        try execute("DELETE FROM case_sketches WHERE district = \(district) AND case_id = \(row.id)::uuid")
        let known = UnsketchedCase(
            district: district, id: row.id, month: row.month, registeredAt: row.registeredAt, text: nil, citizen: nil)
        try store([(known, marks)])
    }
}

/// What is stored of a batch, column by column.
private struct MarkColumns {
    var (districts, ids, months, times) = (CommaList(), CommaList(), CommaList(), CommaList())
    var (sketches, places, keys) = (CommaList(), CommaList(), CommaList())
    var isEmpty = true

    init(_ cases: [(UnsketchedCase, Marks?)]) {
        for (one, marks) in cases {
            guard let marks else { continue }
            isEmpty = false
            districts.append(one.district.rawValue)
            ids.append(one.id.rawValue)
            months.append(one.month.description)
            times.append(one.registeredAt.rfc3339)
            sketches.append(marks.sketch?.sqlText)
            places.append(marks.place.map(String.init))
            keys.append(marks.keys.map(String.init).joined(separator: " "))
        }
    }
}
