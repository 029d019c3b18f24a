import Contracts
import WorkingCalendar

/// `hotline calendar`: asks the working calendar, and checks it against files of cases.
enum CalendarCommands {
    static let group = group(.deployed)

    static func group(_ districts: DistrictCalendars) -> Command {
        Command(
            "calendar", "Working days and hours: what is due when, and why",
            subcommands: [add(districts), subtract(districts), explain(districts), check])
    }

    private static let calendarOptions = [
        CommandOption("district", "ID", "whose calendar; without it the national one with the usual hours"),
        CommandOption("table", "FILE", "a calendar table in place of the newest"),
        CommandOption("strict", nil, "refuse years whose table is not published"),
        CommandOption("provisional", nil, "reckon them Monday to Friday, and say so (the default)"),
        CommandOption("language", "zh|en", "of the explanation; en by default"),
    ]

    private static func add(_ districts: DistrictCalendars) -> Command {
        Command(
            "add", "When a period that begins at a time is due, day by day",
            options: PeriodOptions.amounts + [
                CommandOption("from", "TIME", "the start, such as 2020-05-14T10:00; local unless it has an offset"),
                CommandOption("start-rule", "RULE", "exclude, shift or include the starting day; exclude by default"),
                CommandOption("end-mode", "MODE", "close or midnight; close by default"),
                CommandOption("pause", "FROM/TO", "a pause, more than once if need be; without TO it goes on"),
                CommandOption("pause-rule", "RULE", "cutoff, full, touched or minutes; cutoff by default"),
                CommandOption("roll", "WHERE", "none, forward or backward off days off, for calendar days and months"),
            ] + calendarOptions
        ) { arguments, terminal in
            let calendar = try calendar(districts, arguments)
            let options = PeriodOptions(arguments: arguments, zone: calendar.zone)
            let found = try calendar.explanation(
                after: options.moment(), period: options.period(), pauses: options.pauses())
            terminal.say(found.due.map { calendar.zone.text($0.at) } ?? "PAUSED")
            terminal.say(found.text(try arguments.choice("language", or: .english)))
            return 0
        }
    }

    private static func subtract(_ districts: DistrictCalendars) -> Command {
        Command(
            "subtract", "What lies a period before an event, day by day",
            options: PeriodOptions.amounts + [
                CommandOption("from", "TIME", "the event, such as 2020-04-09 or 2020-04-09T09:00"),
                CommandOption("style", "STYLE", "nth day before, or clear days in between; nth by default"),
                CommandOption("end-mode", "MODE", "close or midnight; close by default"),
                CommandOption("roll", "WHERE", "none, forward or backward off days off, for calendar days and months"),
            ] + calendarOptions
        ) { arguments, terminal in
            let calendar = try calendar(districts, arguments)
            let options = PeriodOptions(arguments: arguments, zone: calendar.zone)
            let found = try calendar.explanation(before: options.moment(), period: options.period())
            terminal.say(found.due.map { calendar.zone.text($0.at) } ?? "PAUSED")
            terminal.say(found.text(try arguments.choice("language", or: .english)))
            return 0
        }
    }

    static func calendar(_ districts: DistrictCalendars, _ arguments: ParsedArguments) throws -> WorkingCalendar {
        guard !(arguments.isSet("strict") && arguments.isSet("provisional")) else {
            throw UsageError("--strict and --provisional exclude each other")
        }
        let choice = DistrictCalendars.Choice(
            table: arguments.value("table"), mode: arguments.isSet("strict") ? .strict : .provisional)
        return try districts.calendar(arguments.value("district"), choice)
    }

    private static func explain(_ districts: DistrictCalendars) -> Command {
        Command(
            "explain", "Which days of a range work, which do not, and why",
            options: [
                CommandOption("from", "DAY", "the first day, such as 2020-05-01"),
                CommandOption("through", "DAY", "the last day; the first alone without it"),
            ] + calendarOptions
        ) { arguments, terminal in
            let calendar = try calendar(districts, arguments)
            let language = try arguments.choice("language", or: Language.english)
            let first = try day(try arguments.required("from"), "from")
            let last = try arguments.value("through").map { try day($0, "through") } ?? first
            guard first <= last, first.advanced(by: 3660) >= last else {
                throw UsageError("--through must be --from or later, by ten years at most")
            }
            for number in first.since1970...last.since1970 {
                let day = CivilDay(since1970: number)
                terminal.say(calendar.dayExplanation(day, language))
            }
            return 0
        }
    }

    private static func day(_ text: String, _ option: String) throws -> CivilDay {
        guard let day = CivilDay(text), (1900...2999).contains(day.year) else {
            throw UsageError("--\(option) must be a day such as 2020-05-01")
        }
        return day
    }

    private static let check = Command(
        "check", "Puts each case of a file to the calendar and prints those that differ",
        options: [CommandOption("table", "FILE", "a calendar table in place of the newest")], arguments: ["file"]
    ) { arguments, terminal in
        let path = arguments.argument("file")
        let table = try DistrictCalendars.table(arguments.value("table"))
        let cases: CalendarCases
        do {
            cases = try CalendarCases(csv: TextFile.read(path))
        } catch let error as CalendarFileError {
            throw CommandFailure("\(path): \(error)", exitCode: 2)
        }
        let differences = cases.differences(table: table)
        for difference in differences {
            terminal.say("\(difference.id): got \(difference.got), expected \(difference.expected)")
        }
        terminal.say("\(cases.all.count - differences.count) of \(cases.all.count)")
        return differences.isEmpty ? 0 : 1
    }
}
