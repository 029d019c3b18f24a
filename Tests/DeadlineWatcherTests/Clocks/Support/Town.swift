import Contracts
import DeadlineWatcherService
import Foundation
import RulePacks
import WorkingCalendar

/// A district under test: its pack, a calendar, an engine.
struct Town {
    let pack: RulePack
    let engine: ClockEngine

    init(pack: RulePack, table: CalendarTable) throws {
        self.pack = pack
        engine = try ClockEngine(pack: pack, calendar: pack.hours.calendar(over: table), derive: Self.derive)
    }

    /// Readable, and like the real one a function of its arguments alone.
    static let derive: DeriveID = { base, type, ordinal in "\(base)>\(type)#\(ordinal)" }

    static let changzhou = Result { try deployed("changzhou") }
    static let doumen = Result { try deployed("doumen") }

    static func deployed(_ id: String, calendar: String = "cn_calendar.csv") throws -> Town {
        try Town(pack: pack(id), table: table(calendar))
    }

    static func pack(_ id: String) throws -> RulePack {
        let path = "deploy/districts/\(id)/pack.yaml"
        return try RulePack(source: text(path), file: path)
    }

    static func table(_ name: String) throws -> CalendarTable {
        try CalendarTable(csv: text("deploy/calendar/\(name)"), version: name)
    }

    /// - Parameter path: below the project, or where the variable is set, `HOTLINE_DEPLOY` in place of its `deploy`.
    static func text(_ path: String) throws -> String {
        if let deploy = ProcessInfo.processInfo.environment["HOTLINE_DEPLOY"], path.hasPrefix("deploy/") {
            return try String(contentsOfFile: deploy + path.dropFirst("deploy".count), encoding: .utf8)
        }
        var root = URL(filePath: #filePath)
        for _ in 0..<5 { root.deleteLastPathComponent() }
        return try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
}

/// `2020-05-14T10:30`, in China.
func at(_ text: String) -> Instant {
    guard let instant = ZoneOffset.china.instant(text) else {
        preconditionFailure("the test's own time \(text) is none")
    }
    return instant
}
