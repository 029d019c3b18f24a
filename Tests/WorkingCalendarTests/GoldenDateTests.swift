import Contracts
import Testing
import WorkingCalendar

/// The golden dates of both districts' documents, each with its rule's number.
@Suite struct GoldenDateTests {
    static let changzhou2020 = [
        "03-26", "04-02", "04-09", "04-16", "04-23", "04-29", "05-14", "05-21", "05-28", "06-04", "06-11", "06-18",
        "06-23", "07-02", "07-09", "07-14", "07-16", "07-23", "07-30", "08-06", "08-13", "08-20", "08-27", "09-03",
        "09-10", "09-17", "09-24", "10-15", "10-22", "10-29", "11-05", "11-12", "11-19", "11-26", "12-03", "12-10",
        "12-15", "12-17", "12-24", "12-29",
    ]

    private func calendar() throws -> WorkingCalendar { WorkingCalendar(table: try TestTables.table(), mode: .strict) }

    private func after(_ start: String, _ amount: Int) throws -> String {
        try calendar().due(after: local(start + "T10:00"), period: Period(amount, .workingDays)).day.description
    }

    private func before(_ event: String, _ amount: Int) throws -> String {
        try calendar().due(before: day(event), period: Period(amount, .workingDays)).day.description
    }

    @Test(
        "CZ-30: thirty working days before the first five shows lie before the notice itself",
        arguments: [
            ("2020-03-26", "2020-02-13"), ("2020-04-02", "2020-02-20"), ("2020-04-09", "2020-02-26"),
            ("2020-04-16", "2020-03-04"), ("2020-04-23", "2020-03-11"),
        ])
    func contactsThirtyWorkingDaysBefore(show: String, expected: String) throws {
        #expect(try before(show, 30) == expected)
    }

    @Test(
        "CZ-33: three working days before a show that is no ordinary Thursday",
        arguments: [
            ("2020-04-09", "2020-04-03"), ("2020-04-29", "2020-04-26"), ("2020-06-23", "2020-06-18"),
            ("2020-07-14", "2020-07-09"), ("2020-12-15", "2020-12-10"), ("2020-12-29", "2020-12-24"),
        ])
    func preparationThreeWorkingDaysBefore(show: String, expected: String) throws {
        #expect(try before(show, 3) == expected)
    }

    @Test("CZ-33: the preparation is on the Monday of that week for 34 of 40 shows")
    func preparationIsMostlyMonday() throws {
        let mondays = try Self.changzhou2020.filter { show in
            let show = try day("2020-\(show)")
            let monday = show.advanced(by: 1 - show.weekday)
            return try calendar().due(before: show, period: Period(3, .workingDays)).day == monday
        }
        #expect(mondays.count == 34)
    }

    @Test(
        "CZ-56: a consultation is answered in three working days",
        arguments: [("2020-04-23", "2020-04-27"), ("2020-04-29", "2020-05-07")])
    func consultation(dispatched: String, expected: String) throws {
        #expect(try after(dispatched, 3) == expected)
    }

    @Test("CZ-44: dispatched on 14 May 2020, closed by the make-up Sunday of 28 June")
    func aMakeUpSundayCanBeTheDeadline() throws {
        let due = try calendar().due(after: local("2020-05-14T10:00"), period: Period(30, .workingDays))
        #expect(due.day == (try day("2020-06-28")))
        #expect(due.day.weekday == 7)
        #expect(due.at == (try local("2020-06-28T17:30")))
        #expect(!due.isProvisional)
    }

    @Test("CZ-44: dispatched on 27 August 2020, two make-up days count")
    func closeOverNationalDay() throws { #expect(try after("2020-08-27", 30) == "2020-10-14") }

    @Test(
        "DM-25, DM-26, DM-28, DM-29, DM-39: after the first show of 7 June 2016",
        arguments: [(2, "2016-06-12"), (3, "2016-06-13"), (5, "2016-06-15"), (8, "2016-06-20")])
    func doumenFirstShow(amount: Int, expected: String) throws {
        #expect(try after("2016-06-07", amount) == expected)
    }

    @Test("DM-26: five working days after 27 September 2016 end on a Sunday of the National Day swap")
    func doumenNationalDay() throws { #expect(try after("2016-09-27", 5) == "2016-10-09") }

    @Test(
        "CZ-54: one working hour to sign, over lunch, closing and the weekend",
        arguments: [
            ("2020-05-14T11:40", "2020-05-14T14:10"), ("2020-05-14T17:10", "2020-05-15T09:40"),
            ("2020-05-15T17:10", "2020-05-18T09:40"), ("2020-05-14T11:00", "2020-05-14T12:00"),
        ])
    func signing(dispatched: String, expected: String) throws {
        let due = try calendar().due(after: local(dispatched), period: Period(1, .workingHours))
        #expect(due.at == (try local(expected)))
    }

    @Test("CZ-42: the same day ends at 24:00 of that day, whatever the hour and the calendar")
    func sameDay() throws {
        let due = try calendar().due(after: local("2020-05-16T10:00"), period: .sameDay)
        #expect(due.day == (try day("2020-05-16")))
        #expect(due.at == (try local("2020-05-17T00:00")))
    }
}
