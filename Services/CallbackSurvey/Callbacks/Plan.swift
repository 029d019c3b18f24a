import Contracts
import DistrictRegister
import Messaging
import Postgres
import RulePacks
import WorkingCalendar

/// What the time of a callback under a letter is reckoned from (rules DM-28, X28).
struct Plan: Sendable {
    /// When the unit received the letter.
    let receivedAt: Instant
    /// How many calendars had come. None is ever taken away, so another number asks for reckoning again.
    let calendars: Int
}

extension RulePack {
    /// How long a unit has to reply to the citizen under a letter; nil where the pack does not say.
    var replyToLetter: Period? {
        let clock = clocks.first { clock in
            clock.starts.triggers.contains { $0.on == .supervisionLetterReceived }
                && clock.stops.triggers.contains { $0.on == .supervisionAnswered }
        }
        for case .period(let period) in clock?.within ?? [] { return period }
        return nil
    }
}

extension Transaction {
    /// When a period that begins with the receipt of a letter ends, as the unit's own deadline does: under the calendar of the
    /// receipt, and under each later one that was published before the end reached so far. It follows from the receipt and
    /// the calendars, in whatever order they came.
    ///
    /// - Throws: `NotYet` before any calendar has come; `RuleBroken` for a letter of a year beyond every calendar.
    borrowing func plan(
        _ period: Period, after receipt: Instant, under hours: PackHours
    ) throws -> (at: Instant, plan: Plan) {
        let rows = try run(
            """
            SELECT version, source, published_at, (SELECT count(*) FROM calendars) FROM calendars
            WHERE published_at >= coalesce(
                (SELECT max(published_at) FROM calendars WHERE published_at <= \(receipt)),
                (SELECT min(published_at) FROM calendars))
            ORDER BY published_at, version
            """)
        var reached: Instant?
        var count = 0
        for row in rows {
            let (version, source, publishedAt, known) = try row.decode((String, String, Instant, Int).self)
            count = known
            // What was over by then keeps the calendar of its time.
            if let reached, reached <= publishedAt { break }
            let table = try CalendarTable(csv: source, version: version)
            let due = try hours.end(of: period, after: receipt, under: table)
            // A notice brings the day forward to the working day after it at most, as the unit's own deadline.
            reached =
                try reached.map { earlier in
                    let notice = try hours.end(of: Period(1, .workingDays), after: publishedAt, under: table)
                    return max(due, min(earlier, notice))
                } ?? due
        }
        guard let end = reached else { throw NotYet(DistrictRegister.calendarReference) }
        return (end, Plan(receivedAt: receipt, calendars: count))
    }

    borrowing func countCalendars() throws -> Int {
        try run("SELECT count(*) FROM calendars").first?.decode(Int.self) ?? 0
    }
}

extension PackHours {
    /// - Throws: `RuleBroken` for a year beyond every calendar: trying again would not help.
    fileprivate func end(
        of period: Period, after time: Instant, under table: CalendarTable
    ) throws(RuleBroken) -> Instant {
        do {
            return try calendar(over: table).due(after: time, period: period).at
        } catch {
            throw RuleBroken(error.description)
        }
    }
}
