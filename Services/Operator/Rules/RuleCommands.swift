import Contracts
import RulePacks
import WorkingCalendar

/// `hotline rules`: reads rule packs.
enum RuleCommands {
    static let group = group(.ofStack)

    static func group(_ schema: WatcherSchema) -> Command {
        Command(
            "rules", "The districts' written rules as data",
            subcommands: [check, list, diff, dryRun(schema), explain(schema), coverage, mutants])
    }

    private static let check = Command(
        "check", "Reads a rule pack and prints every problem with its line and column", arguments: ["file"]
    ) { arguments, terminal in
        let path = arguments.argument("file")
        let source = try TextFile.read(path)
        let numbers = RuleNumbers(try RuleRegister.deployed(in: try DeployFolder.find()))
        var problems = numbers.problems(in: source, file: path)
        do {
            let pack = try RulePack(source: source, file: path)
            if problems.isEmpty {
                terminal.say(
                    "\(path): \(pack.version) of \(pack.identity.district), \(pack.clocks.count) clocks, no problem")
                // X18: what is referred to and not supplied is not the same as complied with.
                for document in pack.identity.externalReferences {
                    terminal.say(
                        "\(path): refers to \(document), which is not part of the pack: nothing of it is checked")
                }
                return 0
            }
        } catch let error as PackErrors {
            problems = error.problems + problems
        }
        for problem in problems { terminal.say(problem.description) }
        terminal.complain("\(path): \(problems.count) problems")
        return 1
    }

    private static let list = Command(
        "list", "A district's clocks with rule, clause and limit",
        options: [
            CommandOption("district", "ID", "whose, as in deploy/districts"),
            CommandOption("language", "zh|en", "of the titles; en by default"),
        ]
    ) { arguments, terminal in
        let district = try arguments.required("district")
        let files = DistrictFiles(folder: try DeployFolder.find().appending(path: "districts/\(district)"))
        let language = try arguments.choice("language", or: Language.english)
        let pack: RulePack
        do {
            pack = try files.pack()
        } catch let error as PackErrors {
            throw CommandFailure(error.description, exitCode: 2)
        }
        terminal.say("\(pack.version), in force from \(pack.identity.effectiveFrom)")
        let rows = pack.clocks.map { clock in
            [
                clock.name.rawValue, clock.rule.rawValue, clock.clause,
                clock.within.map(\.words).joined(separator: " or "), clock.owes.rawValue,
                language == .chinese ? clock.title.zh : clock.title.en,
            ]
        }
        TextTable(["clock", "rule", "clause", "limit", "owed by", "title"], rows).lines.forEach(terminal.say)
        return 0
    }
}

extension Limit {
    /// As a list shows it.
    var words: String {
        switch self {
        case .period(let period) where period.unit == .sameDay: "same day"
        case .period(let period): "\(period.amount) \(Self.words(period.unit))\(period.amount == 1 ? "" : "s")"
        case .ordinal(let number): "working day \(number)"
        case .promptly: "promptly"
        case .attribute(let attribute): "until \(attribute.rawValue)"
        case .limitOf(let clock): "limit of \(clock)"
        case .before(let lead):
            (lead.period.map { Limit.period($0).words + " before " } ?? "the day of ") + lead.anchor.rawValue
        }
    }

    /// `workingDays` as `working day`.
    private static func words(_ unit: Period.Unit) -> String {
        unit.rawValue.reduce(into: "") { $0 += $1.isUppercase ? " \($1.lowercased())" : "\($1)" }.dropLast().description
    }
}
