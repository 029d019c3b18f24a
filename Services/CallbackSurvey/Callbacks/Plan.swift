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
            reached = try hours.calendar(over: table)
                .end(of: period, after: receipt, publishedAt: publishedAt, instead: reached)
        }
        guard let end = reached else { throw NotYet(DistrictRegister.calendarReference) }
        return (end, Plan(receivedAt: receipt, calendars: count))
    }

    borrowing func countCalendars() throws -> Int {
        try run("SELECT count(*) FROM calendars").first?.decode(Int.self) ?? 0
    }
}

extension WorkingCalendar {
    /// - Parameter earlier: the end under the calendar before this one; nil for the calendar of the receipt.
    /// - Throws: `RuleBroken` for a year beyond every calendar: trying again would not help.
    fileprivate func end(
        of period: Period, after receipt: Instant, publishedAt: Instant, instead earlier: Instant?
    ) throws(RuleBroken) -> Instant {
        do {
            let due = try self.due(after: receipt, period: period).at
            guard let earlier else { return due }
            return max(due, try floor(below: earlier, publishedAt: publishedAt))
        } catch {
            throw RuleBroken(error.description)
        }
    }
}
