import Contracts
import Testing

@testable import WorkingCalendar

@Suite struct NaiveWalkTests {
    private func naive(_ calendar: WorkingCalendar, _ start: Instant, _ period: Period, _ pauses: [Pause])
        -> NaiveCalendar.Answer
    {
        let walk = NaiveCalendar(calendar: calendar, pauses: pauses)
        let moment = calendar.zone.local(start)
        return period.unit == .workingDays
            ? walk.days(period, from: moment) : walk.time(period.workingTime, from: moment)
    }

    private func fast(_ calendar: WorkingCalendar, _ start: Instant, _ period: Period, _ pauses: [Pause])
        -> NaiveCalendar.Answer
    {
        do throws(OutOfCalendar) {
            guard let due = try calendar.due(after: start, period: period, pauses: pauses) else { return .paused }
            return .at(calendar.zone.local(due.at), day: due.day.since1970)
        } catch { return .out }
    }

    @Test(arguments: 0..<60) func constantTimeArithmeticEqualsAWalk(seed: Int) throws {
        var random = RandomCalendars(seed: seed)
        let calendar = try random.calendar()
        for _ in 0..<40 {
            let start = random.instant()
            let period = try random.period()
            let pauses = random.pauses(near: calendar.zone.day(of: start))
            let walked = naive(calendar, start, period, pauses)
            let answered = fast(calendar, start, period, pauses)
            // At the calendar's end a pause for good and the end itself compete; both are no answer.
            if walked != .out || answered != .paused {
                #expect(answered == walked, "\(period) after \(start), \(pauses), \(calendar.hours)")
            }
        }
    }

    @Test(arguments: 0..<20) func backwardsUndoesForwards(seed: Int) throws {
        var random = RandomCalendars(seed: 1000 + seed)
        let calendar = try random.calendar()
        for _ in 0..<40 {
            let event = random.instant()
            let amount = Int.random(in: 1...60, using: &random.random)
            guard let before = try? calendar.due(before: event, period: Period(amount, .workingDays)) else { continue }
            let days = (before.day.since1970..<calendar.zone.day(of: event).since1970).filter {
                calendar.isWorking(CivilDay(since1970: $0))
            }
            #expect(days.count == amount && days.first == before.day.since1970)
        }
    }

    @Test(arguments: 0..<20) func workingSecondsUntilTheDueInstantAreThePeriod(seed: Int) throws {
        var random = RandomCalendars(seed: 2000 + seed)
        let calendar = try random.calendar()
        for _ in 0..<40 {
            let start = random.instant()
            let minutes = Int.random(in: 1...5000, using: &random.random)
            let pauses = random.pauses(near: calendar.zone.day(of: start)).filter { $0.to != nil }
            let period = try Period(minutes, .workingMinutes)
            guard let due = try? calendar.due(after: start, period: period, pauses: pauses) else { continue }
            #expect(try calendar.workingSeconds(from: start, to: due.at, pauses: pauses) == minutes * 60)
            if let opening = try? calendar.due(before: due.at, period: period), pauses.isEmpty {
                #expect(try opening.at == calendar.nextOpening(after: start))
            }
        }
    }

    @Test(arguments: 0..<40) func theExplanationCountsWhatTheArithmeticFound(seed: Int) throws {
        var random = RandomCalendars(seed: 3000 + seed)
        let calendar = try random.calendar()
        for _ in 0..<20 {
            let start = random.instant()
            let period = try random.period()
            let pauses = random.pauses(near: calendar.zone.day(of: start))
            guard let found = try? calendar.explanation(after: start, period: period, pauses: pauses),
                let due = found.due
            else { continue }
            #expect(found.counted.last == due.day, "\(found.text(.english))")
            if period.unit == .workingDays, period.pauseRule != .minutes {
                #expect(found.counted.count == period.amount, "\(found.text(.english))")
            } else if period.unit != .workingDays {
                #expect(found.steps.reduce(0) { $0 + ($1.seconds ?? 0) } == period.workingTime / 1000)
            }
        }
    }
}
