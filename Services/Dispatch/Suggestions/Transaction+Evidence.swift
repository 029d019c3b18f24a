import Contracts
import Messaging
import Postgres
import Sealing

extension Transaction {
    /// Every unit that has handled a case of these months.
    borrowing func learntUnits(
        of district: DistrictID, months: [Month], category: AppealCategory?, on day: CivilDay
    ) throws -> [UnitID: Evidence.Unit] {
        let rows = try run(
            """
            SELECT l.unit, coalesce(u.name, l.unit), coalesce(
                    coalesce(u.valid_from, \(day)::date) <= \(day)::date
                    AND coalesce(u.valid_to, \(day)::date) >= \(day)::date AND u.unit IS NOT NULL, false),
                l.cases, l.of_category, l.terms
            FROM (SELECT unit, sum(cases) AS cases, sum(terms) AS terms,
                    coalesce(sum(cases) FILTER (WHERE category = \(category)), 0) AS of_category
                FROM learnt_units
                WHERE district = \(district) AND month = ANY(\(months.map(\.description))::text[])
                GROUP BY unit) l
                LEFT JOIN units u ON u.district = \(district) AND u.unit = l.unit
            WHERE l.cases > 0
            """)
        let units = try rows.map { row in
            let (id, name, isValid, cases, ofCategory, terms) =
                try row.decode((UnitID, String, Bool, Int, Int, Int).self)
            return Evidence.Unit(
                id: id, name: name, isValid: isValid, cases: cases, casesOfCategory: ofCategory, terms: terms)
        }
        return Dictionary(units.map { ($0.id, $0) }) { first, _ in first }
    }

    /// How many cases of each unit have each term, over all months together.
    ///
    /// - Parameters:
    ///   - hashes: of one month after the other, each of the same terms in their order.
    ///   - count: how many terms there are.
    /// - Returns: one entry for each term.
    borrowing func learntTerms(
        _ hashes: [Int64], count: Int, of district: DistrictID
    ) throws -> [[UnitID: Int]] {
        var counts = [[UnitID: Int]](repeating: [:], count: count)
        guard !hashes.isEmpty else { return counts }
        let rows = try run(
            """
            WITH found AS MATERIALIZED (
                SELECT term, unit, cases FROM learnt_terms
                WHERE district = \(district) AND term = ANY(\(hashes)::bigint[]))
            SELECT (asked.place - 1) % \(count)::bigint, found.unit, sum(found.cases)
            FROM found JOIN unnest(\(hashes)::bigint[]) WITH ORDINALITY AS asked (term, place) USING (term)
            GROUP BY 1, 2
            """)
        for row in rows {
            let (index, unit, cases) = try row.decode((Int, UnitID, Int).self)
            counts[index][unit] = cases
        }
        return counts
    }

    /// Units that have passed the case on or rightly returned it.
    borrowing func unitsDone(with id: CaseID, in district: DistrictID) throws -> Set<UnitID> {
        let rows = try run(
            """
            SELECT unit FROM work_orders
            WHERE district = \(district) AND case_id = \(id)::uuid AND stage IN ('returned', 'transferred')
            """)
        return Set(try rows.map { try $0.decode(UnitID.self) })
    }
}
