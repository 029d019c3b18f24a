extension BenchCommands {
    static let suggest = Command(
        "suggest", "Suggesting units for appeals, learnt from made-up ones: hit rate on held-out ones, and latency",
        options: [
            json, CommandOption("learnt", "N", "cases that were handled before; 100000 by default"),
            CommandOption("held-out", "N", "appeals to suggest units for; 2000 by default"),
            CommandOption("runs", "N", "how often product and ceiling are asked in turn; 3 by default"),
        ]
    ) { arguments, terminal in
        let bench = SuggestBench(
            runs: try count("runs", 3, 1...100, arguments),
            learnt: try count("learnt", 100_000, 20...10_000_000, arguments),
            heldOut: try count("held-out", 2_000, 1...100_000, arguments), machine: .measured())
        for report in try await bench.reports(terminal) { print(report, arguments, terminal) }
        return 0
    }
}
