import Contracts
import DeadlineWatcherService
import Postgres
import ServiceKit
import WorkingCalendar

extension RuleCommands {
    static func explain(_ schema: WatcherSchema) -> Command {
        Command(
            "explain", "Every deadline of a case: its rule, each day, pauses, versions, why it moved",
            options: [
                CommandOption("case", "NUMBER|ID", "which case"),
                CommandOption("district", "ID", "whose case"),
                CommandOption("language", "zh|en", "of the text; en by default"),
            ]
        ) { arguments, terminal in
            let (name, district) = (try arguments.required("case"), DistrictID(try arguments.required("district")))
            let language = try arguments.choice("language", or: Language.english)
            let desk = DeadlineDesk()
            let now = SystemClock().now()
            let texts = try await schema.withDatabase { database in
                try await database.transaction(scope: district.rawValue) { transaction -> [String]? in
                    guard let texts = try desk.explanations(of: name, in: district, language, transaction) else {
                        return nil
                    }
                    return texts
                        + (try desk.age(of: name, in: district, at: now, language, transaction).map { [$0] } ?? [])
                }
            }
            guard let texts else { throw CommandFailure("\(district) has no deadline of a case \(name)") }
            terminal.say(texts.joined(separator: "\n\n"))
            return 0
        }
    }
}
