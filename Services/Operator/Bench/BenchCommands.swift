/// `hotline bench`: measures; never a test, for a figure depends on the machine.
enum BenchCommands {
    static let json = CommandOption("json", nil, "one JSON object for each bench")

    static let group = Command("bench", "Measures the product on this machine", subcommands: [calendar])

    private static let calendar = Command(
        "calendar", "Adding working days or hours on the calendars of 200 districts in turn",
        options: [json, CommandOption("runs", "N", "how often the whole is measured; 9 by default")]
    ) { arguments, terminal in
        let runs = try arguments.integer("runs") ?? 9
        guard (1...1000).contains(runs) else { throw UsageError("--runs must be 1 to 1000") }
        print(try CalendarBench.report(runs: runs, machine: .measured()), arguments, terminal)
        return 0
    }

    /// Prints a report as the options say.
    static func print(_ report: BenchReport, _ arguments: ParsedArguments, _ terminal: Terminal) {
        terminal.say(arguments.isSet("json") ? report.json : report.text)
    }
}
