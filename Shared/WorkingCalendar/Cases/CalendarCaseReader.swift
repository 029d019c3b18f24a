import Contracts

/// Reads one record of a case file.
struct CalendarCaseReader {
    let line: Int
    let fields: [String: String]
    let zone: ZoneOffset

    func read() throws(CalendarFileError) -> CalendarCase {
        CalendarCase(
            id: self["id"], line: line, windows: try windows(), pauses: try pauses(), question: try question(),
            expected: try expected())
    }

    private subscript(column: String) -> String { fields[column] ?? "" }

    private func refused(_ column: String, _ reason: String) -> CalendarFileError {
        CalendarFileError(line: line, column: column, reason: reason)
    }

    private func windows() throws(CalendarFileError) -> DailyWindows {
        do throws(DailyWindows.Refused) {
            return try DailyWindows(self["windows"])
        } catch {
            throw refused("windows", error.description)
        }
    }

    private func instant(_ text: Substring, _ column: String) throws(CalendarFileError) -> Instant {
        guard let instant = zone.instant(String(text)) else {
            throw refused(column, "must be a time such as 2020-05-14T10:00, of the years 1900 to 2999")
        }
        return instant
    }

    private func pair(_ text: Substring, _ column: String) throws(CalendarFileError) -> [Substring] {
        let ends = text.split(separator: "/", omittingEmptySubsequences: false)
        guard ends.count == 2 else { throw refused(column, "must be two times with a / between them") }
        return ends
    }

    private func pauses() throws(CalendarFileError) -> [Pause] {
        var pauses: [Pause] = []
        for part in self["pauses"].split(separator: ";") {
            let ends = try pair(part, "pauses")
            let to = ends[1].isEmpty ? nil : try instant(ends[1], "pauses")
            pauses.append(Pause(from: try instant(ends[0], "pauses"), to: to))
        }
        return pauses
    }

    private func question() throws(CalendarFileError) -> CalendarCase.Question {
        let start = self["start"]
        switch self["op"] {
        case "elapsed_wm", "between_wd":
            let ends = try pair(start[...], "start")
            let (from, to) = (try instant(ends[0], "start"), try instant(ends[1], "start"))
            return self["op"] == "elapsed_wm" ? .workingSeconds(from, to) : .workingDays(from, to)
        case "add_wd": return try period(.workingDays, true)
        case "sub_wd": return try period(.workingDays, false)
        case "add_wm": return try period(.workingMinutes, true)
        case "add_cd": return try period(.calendarDays, true)
        case "sub_cd": return try period(.calendarDays, false)
        case "add_mo": return try period(.months, true)
        default: throw refused("op", "is not one that the calendar knows")
        }
    }

    private func period(_ unit: Period.Unit, _ isForward: Bool) throws(CalendarFileError) -> CalendarCase.Question {
        let start = try instant(self["start"][...], "start")
        let number = try integer("n")
        let endMode = try option("end_mode", Period.EndMode.close)
        let startRule = try option("start_rule", Period.StartRule.exclude)
        let pauseRule = try option("pause_rule", Period.PauseRule.cutoff)
        let style = try option("style", Period.BackwardStyle.nth)
        let roll = try option("roll", Period.Roll.none)
        let isBackwardMonth = unit == .months && number < 0
        // Int.min has no positive; it is refused like any other amount that no calendar holds.
        guard number > .min, let base = try? Period(isBackwardMonth ? -number : number, unit) else { return .refused }
        let period = base.with {
            $0.endMode = endMode
            $0.startRule = startRule
            $0.pauseRule = pauseRule
            $0.backwardStyle = style
            $0.roll = roll
        }
        return isForward && !isBackwardMonth ? .after(start, period) : .before(start, period)
    }

    private func integer(_ column: String) throws(CalendarFileError) -> Int {
        guard let number = Int(self[column]) else {
            throw refused(column, "must be a whole number of at most 18 digits")
        }
        return number
    }

    private func option<Option: RawRepresentable & CaseIterable>(
        _ column: String, _ absent: Option
    ) throws(CalendarFileError) -> Option where Option.RawValue == String {
        guard !self[column].isEmpty else { return absent }
        guard let option = Option(rawValue: self[column]) else {
            throw refused(column, "must be one of " + Option.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return option
    }

    private func expected() throws(CalendarFileError) -> CalendarCase.Answer {
        if !self["expected_n"].isEmpty { return .count(try integer("expected_n")) }
        switch self["expected_at"] {
        case "PAUSED": return .paused
        case "OUT_OF_CALENDAR": return .outOfCalendar
        case "REFUSED": return .refused
        case "": throw refused("expected_at", "must be there where expected_n is not")
        default:
            let at = try instant(self["expected_at"][...], "expected_at")
            return .due(day: self["expected_day"], at: zone.text(at))
        }
    }
}
