import Contracts
import Testing
import WorkingCalendar

/// What a calendar that is published while time runs may bring forward.
@Suite struct NoticeTests {
    /// The holiday was lengthened to 2 February 2020.
    @Test(
        "nobody is late by a notice that he could not know of",
        arguments: [
            ("2020-01-23T16:00", "2020-02-10T17:00", "2020-02-03"),
            ("2020-01-27T09:00", "2020-02-10T17:00", "2020-02-03"),
            ("2020-01-27T09:00", "2020-01-31T17:00", "2020-01-31"),
            ("2020-02-03T10:00", "2020-02-10T17:00", "2020-02-04"),
        ])
    func floor(notice: String, earlier: String, expected: String) throws {
        let calendar = WorkingCalendar(table: try TestTables.table(), mode: .strict)
        let floor = try calendar.floor(below: local(earlier), publishedAt: local(notice))
        #expect(ZoneOffset.china.day(of: floor).description == expected)
        #expect(floor <= (try local(earlier)))
    }
}
