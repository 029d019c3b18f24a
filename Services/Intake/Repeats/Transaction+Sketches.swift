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
                SELECT u.id, c.district, c.case_id, c.month, c.registered_at, c.category, c.text_key, c.text_box
                FROM unsketched u JOIN cases c ON c.district = u.district AND c.case_id = u.case_id
                ORDER BY u.id LIMIT \(count)::integer
                FOR UPDATE SKIP LOCKED),
            gone AS (DELETE FROM unsketched WHERE id IN (SELECT id FROM taken))
            SELECT district, case_id, month, registered_at,
                CASE WHEN category IS DISTINCT FROM 'report' THEN text_key END, text_box
            FROM taken
            """)
        return try rows.map {
            let (district, id, month, at, key, box) =
                try $0.decode((DistrictID, CaseID, String, Instant, String?, String?).self)
            return UnsketchedCase(
                district: district, id: id, month: try CaseRow.month(month), registeredAt: at,
                text: SealedText(keyId: key, box: box))
        }
    }

    /// One statement for all of a batch. What an amendment has put there stays.
    borrowing func store(_ sketched: [(UnsketchedCase, Sketch?)]) throws {
        var (districts, ids, months, times, sketches) =
            (CommaList(), CommaList(), CommaList(), CommaList(), CommaList())
        var isEmpty = true
        for (one, sketch) in sketched {
            guard let sketch else { continue }
            isEmpty = false
            districts.append(one.district.rawValue)
            ids.append(one.id.rawValue)
            months.append(one.month.description)
            times.append(one.registeredAt.rfc3339)
            sketches.append(sketch.sqlText)
        }
        guard !isEmpty else { return }
        try execute(
            """
            WITH added AS (
                INSERT INTO case_sketches (district, case_id, month, registered_at, hashes)
                SELECT district, id::uuid, month, at::timestamptz, string_to_array(hashes, ' ')::bigint[]
                FROM unnest(string_to_array(\(districts), ','), string_to_array(\(ids), ','),
                    string_to_array(\(months), ','), string_to_array(\(times), ','),
                    string_to_array(\(sketches), ',')) AS new (district, id, month, at, hashes)
                ON CONFLICT DO NOTHING
                RETURNING district, case_id, hashes)
            INSERT INTO case_sketch_keys (district, hash, case_id)
            SELECT district, hash, case_id FROM added, unnest(hashes[1:\(Sketch.keys)::integer]) AS hash
            ON CONFLICT DO NOTHING
            """)
    }

    borrowing func unsketchedCases(in district: DistrictID) throws -> Int {
        let rows = try run("SELECT count(*) FROM unsketched WHERE district = \(district)")
        return Int(try rows.first?.decode(Int64.self) ?? 0)
    }

    /// In place of what there was.
    ///
    /// - Parameter sketch: nil where the text is not to be found any more.
    borrowing func replaceSketch(of row: CaseRow, by sketch: Sketch?, in district: DistrictID) throws {
        try execute(
            """
            DELETE FROM case_sketch_keys WHERE district = \(district) AND case_id = \(row.id)::uuid
                AND hash = ANY(ARRAY(SELECT unnest(hashes) FROM case_sketches
                    WHERE district = \(district) AND case_id = \(row.id)::uuid))
            """)
        try execute("DELETE FROM case_sketches WHERE district = \(district) AND case_id = \(row.id)::uuid")
        guard let sketch else { return }
        try execute(
            """
            INSERT INTO case_sketches (district, case_id, month, registered_at, hashes)
            VALUES (\(district), \(row.id)::uuid, \(row.month.description), \(row.registeredAt),
                string_to_array(\(sketch.sqlText), ' ')::bigint[])
            """)
        try execute(
            """
            INSERT INTO case_sketch_keys (district, hash, case_id)
            SELECT district, unnest(hashes[1:\(Sketch.keys)::integer]), case_id FROM case_sketches
            WHERE district = \(district) AND case_id = \(row.id)::uuid
            """)
    }
}
