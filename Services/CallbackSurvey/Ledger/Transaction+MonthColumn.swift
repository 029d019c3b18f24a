import Contracts
import DistrictRegister
import Messaging
import Postgres
import RulePacks

extension Transaction {
    /// Reckons a month's column from what this service has kept.
    borrowing func column(of span: MonthSpan, at now: Instant, _ register: DistrictRegister) throws -> MonthColumn {
        var column = MonthColumn(month: span.month, isOver: now >= span.until)
        column.quality = try quality(in: span)
        column.closing = try closing(in: span, register)
        try countCallbacks(in: span, &column)
        try countAttendance(in: span, register, &column)
        return column
    }

    private borrowing func quality(in span: MonthSpan) throws -> MonthColumn.Quality {
        let rows = try run(
            """
            SELECT
                (SELECT count(*) FROM work_orders WHERE district = \(span.district) AND is_lead
                    AND answered_at >= \(span.from) AND answered_at < \(span.until)),
                (SELECT count(*) FROM work_orders WHERE district = \(span.district) AND is_lead AND basis = 'rework'
                    AND dispatched_at >= \(span.from) AND dispatched_at < \(span.until)),
                (SELECT count(*) FROM inconsistencies WHERE district = \(span.district)
                    AND found_at >= \(span.from) AND found_at < \(span.until)),
                (SELECT count(*) FROM callbacks WHERE district = \(span.district) AND is_irregular
                    AND ended_at >= \(span.from) AND ended_at < \(span.until)),
                (SELECT count(*) FROM deadlines JOIN cases USING (district, case_id)
                    CROSS JOIN unnest(misses, withdrawals) AS miss (missed_at, withdrawn_at)
                    WHERE district = \(span.district) AND deadlines.missed_at >= \(span.from)
                    AND miss.missed_at >= \(span.from) AND miss.missed_at < \(span.until)
                    AND (miss.withdrawn_at IS NULL OR miss.withdrawn_at >= \(span.until)))
            """)
        var quality = MonthColumn.Quality()
        guard let row = rows.first else { return quality }
        (quality.answered, quality.reworkOrdered, quality.inconsistencies, quality.irregular, quality.missed) =
            try row.decode((Int, Int, Int, Int, Int).self)
        return quality
    }

    /// What was passed on is closed by another unit; what was linked or returned in time has no miss that stands.
    private borrowing func closing(in span: MonthSpan, _ register: DistrictRegister) throws -> MonthColumn.Closing {
        let scope = LedgerScope(district: span.district, until: span.until)
        let clocks = try clocks(in: scope, register).closing.sorted()
        let rows = try run(
            """
            WITH led AS (SELECT * FROM work_orders WHERE district = \(span.district) AND is_lead),
            overdue AS (
                SELECT DISTINCT led.work_order FROM led JOIN deadlines USING (district, case_id)
                    CROSS JOIN unnest(misses, withdrawals) AS miss (missed_at, withdrawn_at)
                WHERE (deadlines.work_order = led.work_order OR deadlines.work_order IS NULL AND led.round = 1)
                    AND clock = ANY(\(clocks)::text[]) AND miss.missed_at < \(span.until)
                    AND (miss.withdrawn_at IS NULL OR miss.withdrawn_at >= \(span.until))
                    AND (cancelled_at IS NULL OR cancelled_at >= \(span.until))
                    AND (closed_at IS NULL OR closed_at >= \(span.until))
                    AND (transferred_at IS NULL OR transferred_at >= \(span.until)))
            SELECT count(*) FILTER (WHERE dispatched_at >= \(span.from) AND dispatched_at < \(span.until)),
                count(*) FILTER (WHERE closed_at >= \(span.from) AND closed_at < \(span.until)),
                (SELECT count(*) FROM overdue)
            FROM led
            """)
        let (dispatched, closed, overdue) = try rows.first?.decode((Int, Int, Int).self) ?? (0, 0, 0)
        return MonthColumn.Closing(dispatched: dispatched, closed: closed, overdue: overdue)
    }

    private borrowing func countCallbacks(in span: MonthSpan, _ column: inout MonthColumn) throws {
        let rows = try run(
            """
            SELECT state, coalesce(outcome, CASE state WHEN 'waived' THEN reason END, ''), count(*),
                count(satisfaction), coalesce(sum(satisfaction), 0)
            FROM callbacks
            WHERE district = \(span.district) AND ended_at >= \(span.from) AND ended_at < \(span.until) GROUP BY 1, 2
            """)
        var callbacks = SeasonLedger.Callbacks()
        var (scores, total) = (0, 0)
        for row in rows {
            let (state, what, count, scored, sum) = try row.decode((String, String, Int, Int, Int).self)
            callbacks.add(count, state: state, what)
            scores += scored
            total += sum
        }
        column.satisfaction = SeasonLedger.Satisfaction(callbacks, scores: scores, total: total)
        (column.unreachable, column.waived) = (callbacks.unreachable, callbacks.waived)
    }

    /// A clock's run of the preparation of a show counts in the month in which it ended; of several misses the last one by the
    /// month's end tells.
    private borrowing func countAttendance(
        in span: MonthSpan, _ register: DistrictRegister, _ column: inout MonthColumn
    ) throws {
        let pack = try register.current(of: span.district, on: span.lastDay, in: self).pack
        let clocks = pack.clocks.filter(\.isOfArrival).map(\.name).sorted()
        guard !clocks.isEmpty else {
            column.noAttendance = "noClock"
            return
        }
        let rows = try run(
            """
            WITH ended AS (
                SELECT coalesce(miss.missed_at, met_at) AS at, miss.missed_at IS NOT NULL
                    AND (miss.withdrawn_at IS NULL OR miss.withdrawn_at >= \(span.until)) AS is_late
                FROM deadlines LEFT JOIN LATERAL (
                    SELECT * FROM unnest(misses, withdrawals) AS told (missed_at, withdrawn_at)
                    WHERE told.missed_at < \(span.until) ORDER BY told.missed_at DESC LIMIT 1) AS miss ON true
                WHERE district = \(span.district) AND clock = ANY(\(clocks)::text[]))
            SELECT count(*) FILTER (WHERE NOT is_late), count(*) FILTER (WHERE is_late) FROM ended
            WHERE at >= \(span.from) AND at < \(span.until)
            """)
        let (inTime, late) = try rows.first?.decode((Int, Int).self) ?? (0, 0)
        column.attendance = MonthColumn.Attendance(inTime: inTime, late: late)
        if column.attendance == nil { column.noAttendance = "noShow" }
    }
}

extension Clock {
    /// It measures when guests are in the studio: the duty `arrival` ends it.
    fileprivate var isOfArrival: Bool {
        per == .broadcast
            && stops.triggers.contains { trigger in
                trigger.on == .dutyDischarged
                    && trigger.conditions.contains(Condition(.duty, [.text("arrival")]))
            }
    }
}
