import Contracts
import Messaging
import Postgres

extension Transaction {
    borrowing func countDeadlines(in scope: LedgerScope, _ ledger: inout SeasonLedger) throws {
        let rows = try run(
            """
            SELECT rule, count(*),
                count(*) FILTER (WHERE withdrawn_at IS NOT NULL OR missed_at IS NULL AND met_at IS NOT NULL),
                count(*) FILTER (WHERE missed_at IS NOT NULL AND withdrawn_at IS NULL),
                count(withdrawn_at),
                count(*) FILTER (WHERE missed_at IS NULL AND met_at IS NULL AND cancelled_at IS NOT NULL)
            FROM deadlines
            JOIN ledger_cases(\(scope.district), \(scope.from)::timestamptz, \(scope.until)::timestamptz,
                \(scope.broadcast)) USING (case_id)
            WHERE district = \(scope.district) GROUP BY rule ORDER BY rule COLLATE "C"
            """)
        ledger.rules = try rows.map { row in
            let (rule, set, met, missed, withdrawn, cancelled) = try row.decode(
                (RuleID, Int, Int, Int, Int, Int).self)
            return SeasonLedger.RuleLine(
                rule: rule, set: set, met: met, missed: missed, withdrawn: withdrawn, cancelled: cancelled)
        }
        ledger.missed = ledger.rules.reduce(0) { $0 + $1.missed }
    }

    borrowing func countCallbacks(in scope: LedgerScope, _ ledger: inout SeasonLedger) throws {
        let rows = try run(
            """
            SELECT state, coalesce(outcome, CASE state WHEN 'waived' THEN reason END, ''), count(*),
                count(satisfaction), coalesce(sum(satisfaction), 0)
            FROM callbacks
            JOIN ledger_cases(\(scope.district), \(scope.from)::timestamptz, \(scope.until)::timestamptz,
                \(scope.broadcast)) USING (case_id)
            WHERE district = \(scope.district) GROUP BY 1, 2
            """)
        var callbacks = SeasonLedger.Callbacks()
        var (scores, total) = (0, 0)
        for row in rows {
            let (state, what, count, scored, sum) = try row.decode((String, String, Int, Int, Int).self)
            callbacks.add(count, state: state, what)
            scores += scored
            total += sum
        }
        ledger.callbacks = callbacks
        ledger.satisfaction = SeasonLedger.Satisfaction(callbacks, scores: scores, total: total)
    }

    borrowing func countConsequences(in scope: LedgerScope, _ ledger: inout SeasonLedger) throws {
        let rows = try run(
            """
            WITH chosen AS (
                SELECT case_id FROM ledger_cases(\(scope.district), \(scope.from)::timestamptz,
                    \(scope.until)::timestamptz, \(scope.broadcast)))
            SELECT
                (SELECT count(DISTINCT supervision) FROM escalations JOIN chosen USING (case_id)
                    WHERE district = \(scope.district) AND type = \(SupervisionLetterIssued.type)),
                (SELECT count(*) FROM callbacks JOIN chosen USING (case_id)
                    WHERE district = \(scope.district) AND consequence = \(Consequence.Kind.rework.rawValue)),
                (SELECT count(*) FROM callbacks JOIN chosen USING (case_id)
                    WHERE district = \(scope.district) AND consequence = \(Consequence.Kind.supervision.rawValue))
            """)
        guard let row = rows.first else { return }
        (ledger.lettersIssued, ledger.reworkRequested, ledger.supervisionRequested) = try row.decode(
            (Int, Int, Int).self)
    }

    /// At most ten, the most misses first.
    borrowing func unitsWithMisses(in scope: LedgerScope) throws -> [SeasonLedger.UnitLine] {
        let rows = try run(
            """
            WITH chosen AS (
                SELECT case_id FROM ledger_cases(\(scope.district), \(scope.from)::timestamptz,
                    \(scope.until)::timestamptz, \(scope.broadcast))),
            misses AS (
                SELECT unit, count(*) AS missed FROM deadlines JOIN chosen USING (case_id)
                WHERE district = \(scope.district) AND unit IS NOT NULL AND missed_at IS NOT NULL
                    AND withdrawn_at IS NULL
                GROUP BY unit),
            orders AS (
                SELECT unit, count(*) AS dispatched FROM work_orders JOIN chosen USING (case_id)
                WHERE district = \(scope.district) AND is_lead GROUP BY unit),
            complaints AS (
                SELECT unit, count(*) AS unsatisfied FROM callbacks JOIN chosen USING (case_id)
                WHERE district = \(scope.district) AND outcome IN ('partlySolved', 'notSolved') GROUP BY unit)
            SELECT unit, missed, coalesce(dispatched, 0), coalesce(unsatisfied, 0)
            FROM misses LEFT JOIN orders USING (unit) LEFT JOIN complaints USING (unit)
            ORDER BY missed DESC, unit COLLATE "C" LIMIT 10
            """)
        return try rows.map { row in
            let (unit, missed, dispatched, unsatisfied) = try row.decode((UnitID, Int, Int, Int).self)
            return SeasonLedger.UnitLine(
                unit: unit, missed: missed, dispatched: dispatched, unsatisfied: unsatisfied)
        }
    }
}

extension SeasonLedger.Callbacks {
    /// - Parameter what: the outcome, or why it was waived.
    mutating func add(_ count: Int, state: String, _ what: String) {
        switch (Callback.State(rawValue: state), CallbackOutcome(rawValue: what)) {
        case (.waived, _): waived[what, default: 0] += count
        case (.completed, .solved): solved += count
        case (.completed, .partlySolved): partlySolved += count
        case (.completed, .notSolved): notSolved += count
        case (.completed, .unreachable): unreachable += count
        default: open += count
        }
    }
}

extension SeasonLedger.Satisfaction {
    init(_ callbacks: SeasonLedger.Callbacks, scores: Int, total: Int) {
        let asked = callbacks.asked
        self.init(
            solved: callbacks.solved, partlySolved: callbacks.partlySolved, asked: asked,
            share: asked == 0 ? nil : Double(callbacks.solved) / Double(asked),
            averageScore: scores == 0 ? nil : Double(total) / Double(scores), scores: scores)
    }
}
