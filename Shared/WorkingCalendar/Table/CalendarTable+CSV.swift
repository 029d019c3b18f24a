import Contracts

extension CalendarTable {
    /// Reads `date,kind,name` lines, where `kind` is `holiday` or `workday`.
    ///
    /// Lines that begin with `#` may come first: `# version: cn-2020.2` and `# issued: 2020-01-26`. The published years
    /// are those from the first to the last that has a row; each between must have one, for no year is without a notice.
    ///
    /// - Parameter version: what the table is called when the text does not say.
    /// - Throws: `CalendarFileError` with the line and column; nothing of a broken file is used.
    public init(csv text: String, version: String) throws(CalendarFileError) {
        var exceptions: [CivilDay: ExceptionalDay] = [:]
        var settings: [String: String] = [:]
        var header: [String]?
        for record in try CommaSeparatedText.records(in: text) {
            if header == nil, let first = record.fields.first, first.hasPrefix("#") {
                let comment = record.fields.joined(separator: ",").dropFirst()
                if let colon = comment.firstIndex(of: ":") {
                    settings[comment[..<colon].trimmed] = comment[comment.index(after: colon)...].trimmed
                }
            } else if header == nil {
                guard record.fields == ["date", "kind", "name"] else {
                    throw CalendarFileError(line: record.line, reason: "the first line must be date,kind,name")
                }
                header = record.fields
            } else {
                let (day, exception) = try Self.exception(in: record)
                guard exceptions.updateValue(exception, forKey: day) == nil else {
                    throw CalendarFileError(line: record.line, column: "date", reason: "\(day) is listed twice")
                }
            }
        }
        let years = try Self.years(of: exceptions)
        var issued: CivilDay?
        if let text = settings["issued"] {
            issued = CivilDay(text)
            if issued == nil { throw CalendarFileError(line: 1, column: "issued", reason: "must be a day") }
        }
        self.init(
            version: settings["version"] ?? version, issued: issued, publishedYears: years, exceptions: exceptions)
    }

    private static func exception(
        in record: CommaSeparatedText.Record
    ) throws(CalendarFileError) -> (CivilDay, ExceptionalDay) {
        guard record.fields.count == 3 else {
            throw CalendarFileError(line: record.line, reason: "has \(record.fields.count) columns, must have 3")
        }
        guard let day = CivilDay(record.fields[0]), knownYears.contains(day.year) else {
            throw CalendarFileError(
                line: record.line, column: "date", reason: "must be a day of 1970 to 2099, such as 2020-05-01")
        }
        guard ["holiday", "workday"].contains(record.fields[1]) else {
            throw CalendarFileError(line: record.line, column: "kind", reason: "must be holiday or workday")
        }
        return (day, ExceptionalDay(isWorking: record.fields[1] == "workday", name: record.fields[2]))
    }

    private static func years(
        of exceptions: [CivilDay: ExceptionalDay]
    ) throws(CalendarFileError) -> ClosedRange<Int> {
        let years = Set(exceptions.keys.map(\.year))
        guard let first = years.min(), let last = years.max() else {
            throw CalendarFileError(line: 1, reason: "the table has no day")
        }
        if let missing = (first...last).first(where: { !years.contains($0) }) {
            throw CalendarFileError(line: 1, reason: "the year \(missing) has no day, though years around it have")
        }
        return first...last
    }
}

extension Substring {
    /// Without the spaces at both ends.
    fileprivate var trimmed: String {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
