import Contracts
import DeadlineWatcherService
import Testing
import WorkingCalendar

/// The working hours that neither document defines.
@Suite struct HoursTests {
    @Test(
        "X16: nine to twelve and half past one to half past five, in both districts",
        arguments: [("changzhou", "2020-05-14"), ("doumen", "2016-06-08")])
    func windows(district: String, day: String) throws {
        let calendar = try Town.deployed(district).engine.calendar
        for (from, to, hours) in [
            ("00:00", "23:59", 7.0), ("09:00", "12:00", 3), ("12:00", "13:30", 0), ("13:30", "17:30", 4),
            ("11:30", "14:00", 1), ("17:00", "18:00", 0.5), ("08:00", "09:30", 0.5),
        ] {
            let seconds = try calendar.workingSeconds(from: at("\(day)T\(from)"), to: at("\(day)T\(to)"))
            #expect(Double(seconds) / 3600 == hours, "\(from) to \(to)")
        }
    }

    @Test("a year without a calendar counts Monday to Friday, in both districts", arguments: ["changzhou", "doumen"])
    func anUnpublishedYear(district: String) throws {
        let calendar = try Town.deployed(district).engine.calendar
        // 2040-06-01 is a Friday.
        #expect(try calendar.workingSeconds(from: at("2040-06-01T09:00"), to: at("2040-06-04T12:00")) == 10 * 3_600)
    }
}
