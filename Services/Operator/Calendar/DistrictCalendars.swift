import Foundation
import WorkingCalendar

/// Where the calendar commands get a district's calendar from.
struct DistrictCalendars: Sendable {
    /// The calendar of a district; nil asks for the national table with the usual hours.
    var calendar: @Sendable (_ district: String?, _ choice: Choice) throws -> WorkingCalendar

    /// What the command line says about the calendar.
    struct Choice: Sendable {
        /// A table in place of the newest in `deploy/calendar`.
        var table: String?
        var mode = WorkingCalendar.Mode.provisional
    }

    /// The national table of `deploy/calendar` and 09:00–12:00, 13:30–17:30 for each district.
    static let usual = DistrictCalendars { _, choice in
        WorkingCalendar(table: try table(choice.table), mode: choice.mode)
    }

    /// Reads a table.
    ///
    /// - Throws: `CommandFailure` (exit code 2) with file, line and column.
    static func table(_ path: String?) throws -> CalendarTable {
        let path = try path ?? DeployFolder.find().appending(path: "calendar/cn_calendar.csv").path
        let text = try TextFile.read(path)
        do {
            let name = URL(filePath: path).deletingPathExtension().lastPathComponent
            return try CalendarTable(csv: text, version: name)
        } catch {
            throw CommandFailure("\(path): \(error)", exitCode: 2)
        }
    }
}
