import Contracts
import WorkingCalendar

/// Reads a period, a moment and pauses from the options of a calendar command.
struct PeriodOptions {
    static let amounts = [
        CommandOption("days", "N", "working days"),
        CommandOption("hours", "N", "working hours"),
        CommandOption("minutes", "N", "working minutes"),
        CommandOption("calendar-days", "N", "calendar days"),
        CommandOption("months", "N", "calendar months"),
        CommandOption("same-day", nil, "until 24:00 of the day itself"),
    ]

    private static let units: [(option: String, unit: Period.Unit)] = [
        ("days", .workingDays), ("hours", .workingHours), ("minutes", .workingMinutes),
        ("calendar-days", .calendarDays), ("months", .months), ("same-day", .sameDay),
    ]

    let arguments: ParsedArguments
    let zone: ZoneOffset

    func period() throws -> Period {
        let given = Self.units.filter { arguments.isSet($0.option) }
        guard given.count == 1 else {
            throw UsageError("give one of --days, --hours, --minutes, --calendar-days, --months, --same-day")
        }
        let (option, unit) = given[0]
        if unit == .sameDay { return .sameDay }
        let period: Period
        do {
            period = try Period(try arguments.integer(option) ?? 0, unit)
        } catch let error as PeriodRefused {
            throw UsageError("--\(option): \(error)")
        }
        let startRule = try arguments.choice("start-rule", or: Period.StartRule.exclude)
        let endMode = try arguments.choice("end-mode", or: Period.EndMode.close)
        let pauseRule = try arguments.choice("pause-rule", or: Period.PauseRule.cutoff)
        let style = try arguments.choice("style", or: Period.BackwardStyle.nth)
        let roll = try arguments.choice("roll", or: Period.Roll.none)
        return period.with {
            $0.startRule = startRule
            $0.endMode = endMode
            $0.pauseRule = pauseRule
            $0.backwardStyle = style
            $0.roll = roll
        }
    }

    /// A time, or a day, which begins at 00:00.
    func moment() throws -> Instant {
        let text = try arguments.required("from")
        if let day = CivilDay(text), (1900...2999).contains(day.year) { return zone.instant(on: day, second: 0) }
        return try instant(text, "from")
    }

    func pauses() throws -> [Pause] {
        try arguments.all("pause").map { text in
            let ends = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            guard ends.count == 2 else { throw UsageError("--pause must be FROM/TO, or FROM/ for one that goes on") }
            let to = ends[1].isEmpty ? nil : try instant(ends[1], "pause")
            return Pause(from: try instant(ends[0], "pause"), to: to)
        }
    }

    private func instant(_ text: String, _ option: String) throws -> Instant {
        guard let instant = zone.instant(text) else {
            throw UsageError("--\(option) must be a time such as 2020-05-14T10:00")
        }
        return instant
    }
}
