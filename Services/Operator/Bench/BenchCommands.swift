import Foundation

/// `hotline bench`: measures; never a test, for a figure depends on the machine.
enum BenchCommands {
    static let json = CommandOption("json", nil, "one JSON object for each bench")

    static let group: Command = Command(
        "bench", "Measures the product on this machine",
        subcommands: [
            all, calendar, intake, intakeCeiling, relay, timers, recompute, repeats, suggest, latency, flow, season,
            memory,
        ],
        standard: all.name)

    /// Every figure that is to be reached, one bench after the other, each over a stack of its own.
    private static let all: Command = Command(
        "all", "All of them, one after the other; this is meant when none is named", options: [json]
    ) { arguments, terminal in
        var failed: Int32 = 0
        // Three times the rate that is to be reached shows what gives way first: one run, for each leaves a long queue.
        for words in [
            ["calendar"], ["intake"], ["intake", "--stored", "1000000"], ["latency"], ["flow"],
            ["flow", "--rate", "3000", "--runs", "1"], ["timers"], ["recompute"], ["repeats"], ["suggest"], ["relay"],
            ["season"], ["memory"],
        ] {
            let code = await group.run(words + (arguments.isSet("json") ? ["--json"] : []), on: terminal)
            // One that fails says why, and the others are measured all the same.
            if code != 0 { failed = code }
        }
        return failed
    }

    private static let calendar = Command(
        "calendar", "Adding working days or hours on the calendars of 200 districts in turn",
        options: [json, CommandOption("runs", "N", "how often the whole is measured; 9 by default")]
    ) { arguments, terminal in
        let runs = try arguments.integer("runs") ?? 9
        guard (1...1000).contains(runs) else { throw UsageError("--runs must be 1 to 1000") }
        print(try CalendarBench.report(runs: runs, machine: .measured()), arguments, terminal)
        return 0
    }

    private static let intake = Command(
        "intake", "Registering appeals, each durable before it is answered, at 256 connections",
        options: [
            json,
            CommandOption(
                "stored", "N", "then store so many, and measure again what is left of the rate; none by default"),
            CommandOption("runs", "N", "how often product and ceiling are asked in turn; 3 by default"),
            CommandOption("seconds", "N", "how long each run is; 10 by default"),
        ]
    ) { arguments, terminal in
        let bench = IntakeBench(
            runs: try count("runs", 3, 1...100, arguments), seconds: try count("seconds", 10, 1...3_600, arguments),
            stored: try count("stored", 0, 0...100_000_000, arguments), machine: .measured())
        print(try await bench.report(terminal), arguments, terminal)
        return 0
    }

    private static let intakeCeiling = Command(
        "intake-ceiling", "The server that `bench intake` is held against; POSTGRES_… says where its database is",
        options: [CommandOption("port", "N", "where it listens")]
    ) { arguments, _ in
        let port = try count("port", 8_190, 1...65_535, arguments)
        let connections = StackConnections(
            namespace: "bench", postgres: ProcessInfo.processInfo.environment, broker: [:], passwords: [:])
        try await IntakeCeiling(port: port, database: try connections.administrator()).serve()
        return 0
    }

    private static let relay = Command(
        "relay", "Emptying an outbox to the acknowledged broker, its latency, and what an idle relay costs",
        options: [
            json, runs,
            CommandOption("messages", "N", "how many lie in the outbox; 200000 by default"),
        ]
    ) { arguments, terminal in
        let bench = RelayBench(
            runs: try count("runs", 3, 1...100, arguments),
            messages: try count("messages", 200_000, 1_000...100_000_000, arguments), machine: .measured())
        for report in try await bench.reports(terminal) { print(report, arguments, terminal) }
        return 0
    }

    private static let seconds = CommandOption("seconds", "N", "how long each run is; 60 by default")
    private static let runs = CommandOption("runs", "N", "how often; 3 by default")

    private static let latency = Command(
        "latency", "From an accepted appeal to its stored deadlines, 500 a second through all five services",
        options: [json, seconds, runs]
    ) { arguments, terminal in
        let bench = FlowBench(
            seconds: try count("seconds", 60, 1...3_600, arguments), runs: try count("runs", 3, 1...100, arguments),
            machine: .measured())
        print(try await bench.latency(terminal), arguments, terminal)
        return 0
    }

    private static let flow = Command(
        "flow", "Appeals at a sustained rate through all five services",
        options: [json, seconds, runs, CommandOption("rate", "N", "appeals per second; 1000 by default")]
    ) { arguments, terminal in
        let bench = FlowBench(
            rate: try count("rate", 1_000, 1...100_000, arguments),
            seconds: try count("seconds", 60, 1...3_600, arguments), runs: try count("runs", 3, 1...100, arguments),
            machine: .measured())
        print(try await bench.flow(terminal), arguments, terminal)
        return 0
    }

    private static let timers = Command(
        "timers", "Declaring due deadlines missed, beside a million that are not due, and how late that is",
        options: [
            json, runs,
            CommandOption("pending", "N", "deadlines that are not due; 1000000 by default"),
            CommandOption("due", "N", "deadlines that are, in each run; 200000 by default"),
        ]
    ) { arguments, terminal in
        let bench = TimersBench(
            runs: try count("runs", 3, 1...100, arguments),
            pending: try count("pending", 1_000_000, 1...100_000_000, arguments),
            due: try count("due", 200_000, 1_000...10_000_000, arguments), machine: .measured())
        for report in try await bench.reports(terminal) { print(report, arguments, terminal) }
        return 0
    }

    private static let season = Command(
        "season", "A whole season on a simulated clock through all five services",
        options: [
            json, CommandOption("runs", "N", "how often, all with one seed; 3 by default"),
            CommandOption("district", "ID", "whose season; changzhou by default"),
            CommandOption("shows", "N", "only the first so many shows"),
            CommandOption("appeals", "N", "appeals of each show; 50 by default"),
            CommandOption("seed", "N", "1 by default"),
        ]
    ) { arguments, terminal in
        var settings = SimulationSettings(
            districts: [arguments.value("district") ?? "changzhou"], deploy: try StackSettings().deploy)
        settings.seed = UInt64(try count("seed", 1, 0...Int.max, arguments))
        settings.appeals = try count("appeals", 50, 1...1_000, arguments)
        if arguments.isSet("shows") { settings.shows = try count("shows", 1, 1...1_000, arguments) }
        let bench = SeasonBench(
            runs: try count("runs", 3, 1...100, arguments), settings: settings, machine: .measured())
        print(try await bench.report(terminal), arguments, terminal)
        return 0
    }

    private static let memory = Command(
        "memory", "Resident memory of each service, at rest and under load", options: [json, runs]
    ) { arguments, terminal in
        let bench = MemoryBench(runs: try count("runs", 3, 1...100, arguments), machine: .measured())
        for report in try await bench.reports(terminal) { print(report, arguments, terminal) }
        return 0
    }

    static func count(
        _ option: String, _ absent: Int, _ range: ClosedRange<Int>, _ arguments: ParsedArguments
    ) throws -> Int {
        let value = try arguments.integer(option) ?? absent
        guard range.contains(value) else {
            throw UsageError("--\(option) must be \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// Prints a report as the options say.
    static func print(_ report: BenchReport, _ arguments: ParsedArguments, _ terminal: Terminal) {
        terminal.say(arguments.isSet("json") ? report.json : report.text)
    }
}
