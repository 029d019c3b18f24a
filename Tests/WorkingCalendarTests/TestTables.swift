import Contracts
import Foundation
import WorkingCalendar

/// The tables of `deploy/calendar`, read where they lie in the repository.
enum TestTables {
    static func table(_ file: String = "cn_calendar") throws -> CalendarTable {
        try CalendarTable(csv: text("deploy/calendar/\(file).csv"), version: file)
    }

    static func text(_ path: String) throws -> String {
        let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: repository.appending(path: path), encoding: .utf8)
    }
}

/// A local time of +08:00, such as `2020-05-14T10:00`.
func local(_ text: String) throws -> Instant {
    guard let instant = ZoneOffset.china.instant(text) else { throw NoSuchTime(text: text) }
    return instant
}

func day(_ text: String) throws -> CivilDay {
    guard let day = CivilDay(text) else { throw NoSuchTime(text: text) }
    return day
}

struct NoSuchTime: Error {
    let text: String
}
