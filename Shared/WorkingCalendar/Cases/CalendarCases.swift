import Contracts

/// A file of cases: `id,group,op,start,n,end_mode,start_rule,pause_rule,style,roll,pauses,windows,expected_day,`
/// `expected_at,expected_n,note`.
///
/// `op` is `add_wd`, `sub_wd` (working days), `add_wm` (working minutes), `add_cd`, `sub_cd` (calendar days), `add_mo`
/// (months, either way), `elapsed_wm` (working seconds between) or `between_wd` (working days between).
public struct CalendarCases: Sendable {
    /// One case that was answered otherwise.
    public struct Difference: Hashable, Sendable {
        public let id: String
        public let got: CalendarCase.Answer
        public let expected: CalendarCase.Answer
    }

    static let required = ["id", "op", "start", "n", "windows", "expected_day", "expected_at", "expected_n"]

    public let all: [CalendarCase]

    /// - Throws: `CalendarFileError` with line and column for the first field that cannot be read.
    public init(csv text: String, zone: ZoneOffset = .china) throws(CalendarFileError) {
        let records = try CommaSeparatedText.records(in: text)
        guard let header = records.first else { throw CalendarFileError(line: 1, reason: "the file is empty") }
        var columns: [String: Int] = [:]
        for (index, name) in header.fields.enumerated() {
            guard columns.updateValue(index, forKey: name) == nil else {
                throw CalendarFileError(line: header.line, column: name, reason: "is there twice")
            }
        }
        for name in Self.required where columns[name] == nil {
            throw CalendarFileError(line: header.line, column: name, reason: "is missing")
        }
        var cases: [CalendarCase] = []
        for record in records.dropFirst() {
            guard record.fields.count == header.fields.count else {
                throw CalendarFileError(
                    line: record.line,
                    reason: "has \(record.fields.count) columns, the first line has \(header.fields.count)")
            }
            let fields = columns.mapValues { record.fields[$0] }
            cases.append(try CalendarCaseReader(line: record.line, fields: fields, zone: zone).read())
        }
        all = cases
    }

    /// Puts each case to a calendar of `table` with the case's windows.
    public func differences(
        table: CalendarTable, zone: ZoneOffset = .china, mode: WorkingCalendar.Mode = .strict
    ) -> [Difference] {
        var calendars: [DailyWindows: WorkingCalendar] = [:]
        var differences: [Difference] = []
        for one in all {
            let calendar =
                calendars[one.windows]
                ?? WorkingCalendar(table: table, hours: WorkingHours(usual: one.windows), zone: zone, mode: mode)
            calendars[one.windows] = calendar
            let answer = one.answer(of: calendar)
            if answer != one.expected {
                differences.append(Difference(id: one.id, got: answer, expected: one.expected))
            }
        }
        return differences
    }
}
