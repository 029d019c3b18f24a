import Contracts
import Testing
import WorkingCalendar

@Suite struct CalendarValueTests {
    private func calendar(
        _ file: String = "cn_calendar", overlay: LocalOverlay = .none, hours: WorkingHours = WorkingHours(),
        mode: WorkingCalendar.Mode = .provisional
    ) throws -> WorkingCalendar {
        WorkingCalendar(table: try TestTables.table(file), overlay: overlay, hours: hours, mode: mode)
    }

    @Test func theSameQuestionToTheAmendedTableMovesTheDeadline() throws {
        let start = try local("2020-01-20T10:00")
        let period = try Period(10, .workingDays)
        let before = try calendar("cn_calendar-2020.1").due(after: start, period: period)
        let after = try calendar("cn_calendar-2020.2").due(after: start, period: period)
        #expect(before.day.description == "2020-02-07" && before.calendarVersion == "cn-2020.1")
        #expect(after.day.description == "2020-02-11" && after.calendarVersion == "cn-2020.2")
    }

    @Test func theAmendmentTurnsAFridayOffAndCancelsAMakeUpSaturday() throws {
        let before = try calendar("cn_calendar-2020.1")
        let after = try calendar("cn_calendar-2020.2")
        for amended in [try day("2020-01-31"), try day("2020-02-01")] {
            #expect(before.isWorking(amended))
            #expect(!after.isWorking(amended))
        }
        #expect(after.table.issued == (try day("2020-01-26")))
    }

    @Test func localDaysComeBeforeTheNation() throws {
        let overlay = LocalOverlay(
            version: "nanning-1",
            days: [try day("2020-03-26"): .off("三月三"), try day("2020-03-28"): .on("三月三")])
        let calendar = try calendar(overlay: overlay)
        let due = try calendar.due(after: local("2020-03-25T10:00"), period: Period(2, .workingDays))
        #expect(due.day == (try day("2020-03-28")))
        #expect(due.calendarVersion == "cn-2026.1+nanning-1")
    }

    @Test func aDayMayHaveItsOwnWindows() throws {
        let short = try DailyWindows("09:00-11:00")
        let overlay = LocalOverlay(version: "t-1", days: [try day("2020-05-14"): .init(windows: short, name: "台风")])
        let calendar = try calendar(overlay: overlay)
        let hour = try calendar.due(after: local("2020-05-14T10:30"), period: Period(1, .workingHours))
        #expect(hour.at == (try local("2020-05-15T09:30")))
        let today = try calendar.due(after: local("2020-05-13T10:30"), period: Period(1, .workingDays))
        #expect(today.at == (try local("2020-05-14T11:00")))
    }

    @Test func summerHoursHoldFromTheirFirstDayToTheirLast() throws {
        let summer = WorkingHours.Season(
            windows: try DailyWindows("09:00-12:00|14:00-17:00"), from: try day("2020-07-01"),
            through: try day("2020-08-31"))
        let calendar = try calendar(hours: WorkingHours(seasons: [summer]))
        let close = { (start: String) in
            try calendar.due(after: local(start), period: Period(1, .workingDays)).at
        }
        #expect(try close("2020-06-29T10:00") == local("2020-06-30T17:30"))
        #expect(try close("2020-06-30T10:00") == local("2020-07-01T17:00"))
        #expect(try close("2020-08-28T10:00") == local("2020-08-31T17:00"))
        #expect(try close("2020-08-31T10:00") == local("2020-09-01T17:30"))
        let hours = try calendar.due(after: local("2020-06-30T17:00"), period: Period(7, .workingHours))
        #expect(hours.at == (try local("2020-07-02T09:30")))
    }

    @Test func aYearWithoutATableMakesTheDeadlineProvisional() throws {
        let start = try local("2026-12-20T10:00")
        let period = try Period(30, .workingDays)
        let due = try calendar().due(after: start, period: period)
        #expect(due.isProvisional)
        // Monday to Friday: New Year's Day is not known yet.
        #expect(due.day == (try day("2027-01-29")))
        #expect(throws: OutOfCalendar.self) { try calendar(mode: .strict).due(after: start, period: period) }
        #expect(try !calendar().due(after: start, period: Period(9, .workingDays)).isProvisional)
    }

    @Test func theLastDayOfThePublishedYearsIsInTheCalendarAndTheNextIsNot() throws {
        let calendar = try calendar(mode: .strict)
        let hour = try Period(1, .workingHours)
        #expect(try calendar.due(after: local("2026-12-31T16:30"), period: hour).at == local("2026-12-31T17:30"))
        #expect(throws: OutOfCalendar.self) { try calendar.due(after: local("2026-12-31T16:31"), period: hour) }
        #expect(throws: OutOfCalendar.self) { try calendar.nextOpening(after: local("2026-12-31T17:30")) }
    }

    @Test func theNextOpeningIsNowInsideAWindow() throws {
        let calendar = try calendar()
        #expect(try calendar.nextOpening(after: local("2020-05-14T10:00")) == local("2020-05-14T10:00"))
        #expect(try calendar.nextOpening(after: local("2020-05-14T12:00")) == local("2020-05-14T13:30"))
        #expect(try calendar.nextOpening(after: local("2020-04-30T17:30")) == local("2020-05-06T09:00"))
        #expect(try calendar.nextOpening(after: local("2020-05-09T08:00")) == local("2020-05-09T09:00"))
    }

    @Test func instantsBeyondAllCalendarsAreRefusedNotTrapped() throws {
        let calendar = try calendar()
        for milliseconds in [Int64.min, -1, Int64.max, 253_402_300_800_000] where milliseconds != -1 {
            let instant = Instant(milliseconds: milliseconds)
            for unit in Period.Unit.allCases where unit != .sameDay {
                #expect(throws: OutOfCalendar.self) {
                    try calendar.due(after: instant, period: Period(Period.largestAmount, unit))
                }
                #expect(throws: OutOfCalendar.self) {
                    try calendar.due(before: instant, period: Period(Period.largestAmount, unit))
                }
            }
            #expect(throws: OutOfCalendar.self) { try calendar.workingSeconds(from: instant, to: instant) }
            #expect(throws: OutOfCalendar.self) { try calendar.workingDays(from: instant, to: instant) }
            #expect(throws: OutOfCalendar.self) { try calendar.nextOpening(after: instant) }
        }
    }

    @Test func pausesBeyondAllCalendarsAreNotTrapped() throws {
        let calendar = try calendar()
        let start = try local("2020-05-14T10:00")
        let pauses = [
            Pause(from: Instant(milliseconds: .min), to: Instant(milliseconds: .min)),
            Pause(from: Instant(milliseconds: .max), to: nil),
            Pause(from: Instant(milliseconds: .max), to: Instant(milliseconds: .min)),
        ]
        for rule in Period.PauseRule.allCases {
            let period = try Period(30, .workingDays).with { $0.pauseRule = rule }
            #expect(try calendar.due(after: start, period: period, pauses: pauses)?.day == day("2020-06-28"))
        }
        let always = [Pause(from: Instant(milliseconds: .min), to: nil)]
        #expect(try calendar.due(after: start, period: Period(1, .workingHours), pauses: always) == nil)
    }

    @Test(arguments: [0, -1, Int.min, Int.max, 1_000_000_000_000_000_000])
    func amountsThatAreNoPeriodAreRefused(amount: Int) {
        for unit in Period.Unit.allCases {
            #expect(throws: PeriodRefused.self) { try Period(amount, unit) }
        }
    }
}
