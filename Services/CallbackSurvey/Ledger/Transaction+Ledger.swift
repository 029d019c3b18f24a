import Contracts
import DistrictRegister
import Messaging
import Postgres
import RulePacks

extension Transaction {
    /// Reckons the ledger from what this service has kept.
    borrowing func ledger(of scope: LedgerScope, _ register: DistrictRegister) throws -> SeasonLedger {
        var ledger = SeasonLedger()
        try countAppeals(in: scope, &ledger)
        try countWorkOrders(in: scope, try clocks(in: scope, register), &ledger)
        try countDeadlines(in: scope, &ledger)
        try countCallbacks(in: scope, &ledger)
        try countInconsistencies(in: scope, &ledger)
        try countConsequences(in: scope, &ledger)
        ledger.lookNext = try unitsWithMisses(in: scope)
        return ledger
    }

    private borrowing func countAppeals(in scope: LedgerScope, _ ledger: inout SeasonLedger) throws {
        let rows = try run(
            """
            SELECT coalesce(category, 'unknown'), coalesce(on_air, 'notOnAir'), count(*) FROM cases
            JOIN ledger_cases(\(scope.district), \(scope.from)::timestamptz, \(scope.until)::timestamptz,
                \(scope.broadcast)) USING (case_id)
            WHERE district = \(scope.district) GROUP BY 1, 2
            """)
        for row in rows {
            let (category, onAir, count) = try row.decode((String, String, Int).self)
            ledger.appeals += count
            ledger.byCategory[category, default: 0] += count
            ledger.byOnAirOutcome[onAir, default: 0] += count
        }
    }

    /// Of every pack version that one of the cases began under.
    borrowing func clocks(in scope: LedgerScope, _ register: DistrictRegister) throws -> StoppedClocks {
        let rows = try run(
            """
            SELECT DISTINCT pack_version FROM cases
            JOIN ledger_cases(\(scope.district), \(scope.from)::timestamptz, \(scope.until)::timestamptz,
                \(scope.broadcast)) USING (case_id)
            WHERE district = \(scope.district)
            """)
        var packs: [RulePack] = []
        for row in rows {
            let version = try row.decode(String.self)
            packs.append(try register.rules(of: scope.district, version: version, in: self).pack)
        }
        return StoppedClocks(packs)
    }

    /// Late is what was done after a miss that stands; a clock on the whole case is held against the first round.
    private borrowing func countWorkOrders(
        in scope: LedgerScope, _ clocks: StoppedClocks, _ ledger: inout SeasonLedger
    ) throws {
        let rows = try run(
            """
            WITH led AS (
                SELECT work_orders.* FROM work_orders
                JOIN ledger_cases(\(scope.district), \(scope.from)::timestamptz, \(scope.until)::timestamptz,
                    \(scope.broadcast)) USING (case_id)
                WHERE district = \(scope.district) AND is_lead),
            late AS (
                SELECT led.work_order, bool_or(clock = ANY(\(clocks.answering.sorted())::text[])) AS answered,
                    bool_or(clock = ANY(\(clocks.closing.sorted())::text[])) AS closed
                FROM led JOIN deadlines USING (district, case_id)
                WHERE (deadlines.work_order = led.work_order OR deadlines.work_order IS NULL AND led.round = 1)
                    AND missed_at IS NOT NULL AND withdrawn_at IS NULL
                GROUP BY led.work_order)
            SELECT count(*), count(answered_at), count(answered_at) FILTER (WHERE late.answered),
                count(closed_at), count(closed_at) FILTER (WHERE late.closed)
            FROM led LEFT JOIN late USING (work_order)
            """)
        guard let row = rows.first else { return }
        let (dispatched, answered, answeredLate, closed, closedLate) = try row.decode((Int, Int, Int, Int, Int).self)
        ledger.dispatched = dispatched
        ledger.answered = .init(inTime: answered - answeredLate, late: answeredLate)
        ledger.closed = .init(inTime: closed - closedLate, late: closedLate)
    }
}
