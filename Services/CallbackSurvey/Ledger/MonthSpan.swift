import Contracts
import HTTP
import Sealing
import WorkingCalendar

/// A month of a district's zone as two instants, the second of them not included.
struct MonthSpan: Sendable {
    let district: DistrictID
    let month: Month
    let from: Instant
    let until: Instant
    let lastDay: CivilDay

    /// - Throws: `Problem` 404 for a text that is no month: there is no such page.
    init(_ text: String, of district: DistrictID, zone: ZoneOffset) throws(Problem) {
        guard let month = Month(text), (1900...2999).contains(month.year),
            let first = CivilDay(year: month.year, month: month.month, day: 1),
            let next = CivilDay(
                year: month.month == 12 ? month.year + 1 : month.year, month: month.month % 12 + 1, day: 1)
        else { throw Problem.notFound("There is no such month: name one as 2020-05.") }
        self.district = district
        self.month = month
        from = zone.instant(on: first, second: 0)
        until = zone.instant(on: next, second: 0)
        lastDay = next.advanced(by: -1)
    }
}
