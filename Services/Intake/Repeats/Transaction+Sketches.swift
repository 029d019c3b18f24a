import Contracts
import Messaging
import Postgres
import Sealing

extension Transaction {
    /// Takes cases off the queue, with their rows locked against an amendment, and queues them to be searched for.
    borrowing func takeUnsketched(atMost count: Int) throws -> [UnsketchedCase] {
        let rows = try run(
            """
            WITH taken AS (
                SELECT u.id, c.district, c.case_id, c.month, c.registered_at, c.category, c.text_key, c.text_box,
                    c.citizen_key, c.citizen_box
                FROM unsketched u JOIN cases c ON c.district = u.district AND c.case_id = u.case_id
                ORDER BY u.id LIMIT \(count)::integer
                FOR UPDATE SKIP LOCKED),
            gone AS (DELETE FROM unsketched WHERE id IN (SELECT id FROM taken)),
            queued AS (
                INSERT INTO unsearched (district, case_id)
                SELECT district, case_id FROM taken WHERE category IS DISTINCT FROM 'report' ORDER BY id)
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

    /// One statement for all of a batch.
    borrowing func store(_ cases: [SketchedCase]) throws {
        let rows = SketchColumns(cases)
        guard !rows.isEmpty else { return }
        try execute(
            """
            WITH new AS (
                SELECT * FROM unnest(string_to_array(\(rows.districts), ','), string_to_array(\(rows.ids), ',')::uuid[],
                    string_to_array(\(rows.months), ','), string_to_array(\(rows.times), ',')::timestamptz[],
                    string_to_array(\(rows.sketches), ','), string_to_array(\(rows.places), ',', '')::bigint[],
                    string_to_array(\(rows.keys), ',')) AS new (district, id, month, at, hashes, place, keys)),
            added AS (
                INSERT INTO case_sketches (district, case_id, month, registered_at, hashes, place, keys)
                SELECT district, id, month, at, string_to_array(hashes, ' ')::bigint[], place,
                    string_to_array(keys, ' ')::bigint[]
                FROM new ON CONFLICT DO NOTHING
                RETURNING district, case_id, keys)
            INSERT INTO case_sketch_keys (district, hash, case_id)
            SELECT district, hash, case_id FROM added, LATERAL (SELECT DISTINCT unnest(keys) AS hash) AS each
            """)
    }

    borrowing func unsketchedCases(in district: DistrictID) throws -> Int {
        let rows = try run("SELECT count(*) FROM unsketched WHERE district = \(district)")
        return Int(try rows.first?.decode(Int64.self) ?? 0)
    }

    /// The case is found by nothing any more, until it is sketched again.
    ///
    /// - Parameter isSoughtAfter: whether it is to be sketched again, as it is then.
    borrowing func forgetSketch(of id: CaseID, isSoughtAfter: Bool, in district: DistrictID) throws {
        try execute(
            """
            WITH gone AS (
                DELETE FROM case_sketches WHERE district = \(district) AND case_id = \(id)::uuid RETURNING keys)
            DELETE FROM case_sketch_keys WHERE district = \(district) AND case_id = \(id)::uuid
                AND hash = ANY(ARRAY(SELECT unnest(keys) FROM gone))
            """)
        try forgetProposals(of: id, in: district)
        try queueAgain(proposedWith: id, in: district)
        guard isSoughtAfter else { return }
        try execute("INSERT INTO unsketched (district, case_id) VALUES (\(district), \(id)::uuid)")
    }
}

/// What is stored of a batch, column by column.
private struct SketchColumns {
    var (districts, ids, months, times) = (CommaList(), CommaList(), CommaList(), CommaList())
    var (sketches, places, keys) = (CommaList(), CommaList(), CommaList())
    let isEmpty: Bool

    init(_ cases: [SketchedCase]) {
        isEmpty = cases.isEmpty
        for one in cases {
            districts.append(one.of.district.rawValue)
            ids.append(one.of.id.rawValue)
            months.append(one.of.month.description)
            times.append(one.of.registeredAt.rfc3339)
            sketches.append(one.marks.sketch.sqlText)
            places.append(one.marks.place.map(String.init))
            let keys = one.keys + [one.marks.place].compactMap { $0 }
            self.keys.append(keys.map(String.init).joined(separator: " "))
        }
    }
}
