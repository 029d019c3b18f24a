import Contracts
import Foundation

/// `hotline simulate`: whole seasons in minutes.
enum SimulateCommand {
    static let command = Command(
        "simulate", "Plays whole seasons on a simulated clock through the same services, and prints their ledgers",
        options: [
            CommandOption(
                "district", "ID", "whose season, more than once if need be; every district of deploy by default"),
            CommandOption("seed", "N", "the same seed ends in the same ledger; 1 by default"),
            CommandOption("appeals", "N", "appeals of each show; 50 by default"),
            CommandOption("shows", "N", "only the first so many shows"),
            CommandOption("json", nil, "the ledgers as JSON"),
        ]
    ) { arguments, terminal in
        let stack = try StackSettings()
        var settings = SimulationSettings(deploy: stack.deploy)
        if arguments.isSet("district") { settings.districts = try districts(arguments, of: stack) }
        settings.seed = UInt64(try BenchCommands.count("seed", 1, 0...Int.max, arguments))
        settings.appeals = try BenchCommands.count("appeals", 50, 1...1_000, arguments)
        if arguments.isSet("shows") { settings.shows = try BenchCommands.count("shows", 1, 1...1_000, arguments) }
        let run = SimulationRun(settings: settings, namespace: SimulationRun.newNamespace())
        let isJSON = arguments.isSet("json")
        let foundations = StackFoundations(settings: stack, terminal: isJSON ? .silent : terminal)
        let wasRunning = await foundations.isPostgresRunning()
        return try await Interruptible(
            body: {
                try stack.run.prepare()
                async let broker: Void = foundations.startBroker()
                _ = try await foundations.startPostgres()
                try await broker
                let outcomes = try await run.run(
                    over: StackConnections(foundationsOf: stack), isJSON ? .silent : terminal)
                if isJSON { for outcome in outcomes { terminal.say(outcome.json) } }
            },
            cleanUp: {
                try await run.remove(from: stack)
                if !wasRunning { try await foundations.stop() }
            }
        ).run(terminal)
    }

    /// Looked at before anything is started.
    private static func districts(_ arguments: ParsedArguments, of stack: StackSettings) throws -> [String] {
        let names = arguments.all("district")
        let known = try DistrictFiles.all(in: stack.deploy).map(\.district.rawValue)
        for (index, name) in names.enumerated() {
            guard known.contains(name) else {
                throw UsageError("--district must be one of " + known.joined(separator: ", "))
            }
            guard !names[..<index].contains(name) else { throw UsageError("--district \(name) is given twice") }
        }
        return names
    }
}
