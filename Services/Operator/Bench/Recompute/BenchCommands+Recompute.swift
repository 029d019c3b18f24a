extension BenchCommands {
    static let recompute = Command(
        "recompute", "Moving a million running deadlines after a holiday notice, each with its event",
        options: [
            json, CommandOption("runs", "N", "how often; 3 by default"),
            CommandOption("cases", "N", "cases of four running clocks each; 250000 by default"),
        ]
    ) { arguments, terminal in
        let bench = RecomputeBench(
            runs: try count("runs", 3, 1...100, arguments),
            cases: try count("cases", 250_000, 1...10_000_000, arguments), machine: .measured())
        print(try await bench.report(terminal), arguments, terminal)
        return 0
    }
}
