extension BenchCommands {
    static let repeats = Command(
        "repeats", "Searching for repeats of a case among a million",
        options: [
            json, CommandOption("stored", "N", "cases that are searched; 1000000 by default"),
            CommandOption("searches", "N", "how many cases are searched for; 500 by default"),
        ]
    ) { arguments, terminal in
        let bench = RepeatsBench(
            stored: try count("stored", 1_000_000, 1_000...100_000_000, arguments),
            searches: try count("searches", 500, 1...100_000, arguments), machine: .measured())
        print(try await bench.report(terminal), arguments, terminal)
        return 0
    }
}
