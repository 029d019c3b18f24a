import Contracts
import Foundation
import WorkingCalendar

/// The national tables of `deploy/calendar` in the order in which they were issued.
struct PublishedCalendars: Sendable {
    struct Entry: Sendable {
        let version: String
        /// The morning of the day on which it was issued.
        let at: Instant
        let text: String
        let years: ClosedRange<Int>
    }

    let entries: [Entry]

    init(deploy: URL) throws {
        let folder = deploy.appending(path: "calendar")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".csv") }
        entries = try names.sorted().map { name in
            let text = try TextFile.read(folder.appending(path: name).path)
            let table = try CalendarTable(csv: text, version: name)
            let day = table.issued ?? CivilDay(since1970: 0)
            return Entry(
                version: table.version, at: ZoneOffset.china.instant(on: day, second: 9 * 3600), text: text,
                years: table.publishedYears)
        }.sorted { $0.at < $1.at }
    }

    /// The tables for a year that were issued by an instant, the one in force last; where none was, the first that
    /// holds the year.
    func issued(by instant: Instant, year: Int) -> [Entry] {
        let ofYear = entries.filter { $0.years.contains(year) }
        let issued = ofYear.filter { $0.at <= instant }
        return issued.isEmpty ? Array(ofYear.prefix(1)) : issued
    }

    /// When the next one comes.
    func next(after instant: Instant) -> Entry? { entries.first { $0.at > instant } }
}
