import Contracts
import Messaging
import Postgres
import Sealing

extension Transaction {
    /// In one order whoever adds, so that no two wait for each other.
    borrowing func add(_ counts: LessonCounts) throws {
        let terms = counts.terms.filter { $0.value != 0 }
        let units = counts.units.filter { $0.value.cases != 0 || $0.value.terms != 0 }
        if !terms.isEmpty { try add(terms.map { ($0, $1) }) }
        if !units.isEmpty { try add(units.map { ($0, $1) }) }
    }

    private borrowing func add(_ terms: [(key: LessonCounts.Term, cases: Int)]) throws {
        try execute(
            """
            INSERT INTO learnt_terms AS known (district, term, unit, month, cases)
            SELECT * FROM unnest(\(terms.map(\.key.district))::text[], \(terms.map(\.key.hash))::bigint[],
                \(terms.map(\.key.unit))::text[], \(terms.map(\.key.month.description))::text[],
                \(terms.map(\.cases))::integer[]) AS new (district, term, unit, month, cases)
            ORDER BY district, term, unit
            ON CONFLICT (district, term, unit) DO UPDATE SET cases = known.cases + excluded.cases
            """)
        let taken = terms.filter { $0.cases < 0 }.map(\.key)
        guard !taken.isEmpty else { return }
        try execute(
            """
            DELETE FROM learnt_terms WHERE cases <= 0 AND (district, term, unit) IN (
                SELECT * FROM unnest(\(taken.map(\.district))::text[], \(taken.map(\.hash))::bigint[],
                    \(taken.map(\.unit))::text[]))
            """)
    }

    private borrowing func add(_ units: [(key: LessonCounts.Unit, share: LessonCounts.Share)]) throws {
        try execute(
            """
            INSERT INTO learnt_units AS known (district, month, unit, category, cases, terms)
            SELECT * FROM unnest(\(units.map(\.key.district))::text[], \(units.map(\.key.month.description))::text[],
                \(units.map(\.key.unit))::text[], \(units.map(\.key.category))::text[],
                \(units.map(\.share.cases))::integer[], \(units.map(\.share.terms))::bigint[])
                AS new (district, month, unit, category, cases, terms)
            ORDER BY district, month, unit, category
            ON CONFLICT (district, month, unit, category)
            DO UPDATE SET cases = known.cases + excluded.cases, terms = known.terms + excluded.terms
            """)
    }
}
