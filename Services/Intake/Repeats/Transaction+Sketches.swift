import Contracts
import Messaging
import Postgres
import Sealing

extension Transaction {
    /// One statement for all of a batch.
    ///
    /// - Parameter stored: the numbers of those whose cases were stored now.
    borrowing func sketch(_ new: [NewCase], stored: Set<CaseNumber>, in district: DistrictID) throws {
        var (ids, months, times, sketches) = (CommaList(), CommaList(), CommaList(), CommaList())
        var isEmpty = true
        for one in new where stored.contains(one.registered.caseNumber) {
            guard let sketch = one.sketch else { continue }
            isEmpty = false
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
                SELECT \(district)::text, id::uuid, month, at::timestamptz, string_to_array(hashes, ' ')::bigint[]
                FROM unnest(string_to_array(\(ids), ','), string_to_array(\(months), ','),
                    string_to_array(\(times), ','), string_to_array(\(sketches), ','))
                    AS new (id, month, at, hashes)
                ON CONFLICT DO NOTHING
                RETURNING case_id, hashes)
            INSERT INTO case_sketch_keys (district, hash, case_id)
            SELECT \(district)::text, hash, case_id FROM added, unnest(hashes[1:\(Sketch.keys)::integer]) AS hash
            ON CONFLICT DO NOTHING
            """)
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
