import Foundation
import RulePacks
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

    /// A district's hours, zone and own days from its pack in `deploy/districts`, over the national table of
    /// `deploy/calendar`; without a district the usual hours, 09:00–12:00 and 13:30–17:30.
    static let deployed = DistrictCalendars { district, choice in
        let table = try table(choice.table)
        guard let district else { return WorkingCalendar(table: table, mode: choice.mode) }
        let hours = try pack(of: district).hours
        return WorkingCalendar(
            table: table, overlay: hours.overlay, hours: hours.hours, zone: hours.zone, mode: choice.mode)
    }

    /// - Throws: `CommandFailure` (exit code 2) for a district that is not there, and with every fault of its pack.
    static func pack(of district: String) throws -> RulePack {
        let folder = try DeployFolder.find().appending(path: "districts")
        let known = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        guard known.contains(district) else {
            throw CommandFailure(
                "there is no district \(district) in \(folder.path): \(known.joined(separator: ", "))", exitCode: 2)
        }
        let path = folder.appending(path: "\(district)/pack.yaml").path
        do {
            return try RulePack(source: TextFile.read(path), file: path)
        } catch let errors as PackErrors {
            throw CommandFailure(errors.description, exitCode: 2)
        }
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
