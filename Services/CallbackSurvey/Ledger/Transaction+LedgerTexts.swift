import Contracts
import Messaging
import Postgres

extension Transaction {
    borrowing func countInconsistencies(in scope: LedgerScope, _ ledger: inout SeasonLedger) throws {
        let rows = try run(
            """
            SELECT decision, count(*) FROM inconsistencies
            JOIN ledger_cases(\(scope.district), \(scope.from)::timestamptz, \(scope.until)::timestamptz,
                \(scope.broadcast)) USING (case_id)
            WHERE district = \(scope.district) GROUP BY 1
            """)
        for row in rows {
            let (decision, count) = try row.decode((String?, Int).self)
            if let decision {
                ledger.inconsistencies.decided[decision] = count
            } else {
                ledger.inconsistencies.open = count
            }
        }
    }
}
