import Contracts
import DeadlineWatcherService
import Postgres
import RulePacks
import WorkingCalendar

extension RuleCommands {
    static func dryRun(_ schema: WatcherSchema) -> Command {
        Command(
            "dry-run", "Which past cases would have had other deadlines under a rule pack; changes nothing",
            options: [
                CommandOption("since", "DAY", "cases that began on this day or later, such as 2020-04-01"),
                CommandOption("district", "ID", "whose cases; the pack's own district without it"),
                CommandOption("json", nil, "one JSON object for each deadline that differs, and one for the sum"),
            ], arguments: ["new"]
        ) { arguments, terminal in
            let since = try day(arguments)
            guard let new = try PackText.read(arguments.argument("new"), terminal) else { return 2 }
            let district = arguments.value("district").map { DistrictID($0) } ?? new.pack.identity.district
            let isJSON = arguments.isSet("json")
            let sum = try await schema.withDatabase { database in
                let trial = PackTrial(
                    new: new, cases: PastCases(of: district, in: database),
                    since: new.pack.hours.zone.instant(on: since, second: 0))
                return try await trial.run(
                    tell: { terminal.say(isJSON ? $0.json : $0.text(in: new.pack.hours.zone)) },
                    warn: terminal.complain)
            }
            terminal.say(isJSON ? sum.json : sum.text)
            return sum.differing == 0 ? 0 : 1
        }
    }

    private static func day(_ arguments: ParsedArguments) throws -> CivilDay {
        guard let day = CivilDay(try arguments.required("since")) else {
            throw UsageError("--since must be a day such as 2020-04-01")
        }
        return day
    }
}
