import Contracts
import Foundation

/// `hotline demo`: the main job, end to end, on this machine.
enum DemoCommand {
    static let command = Command(
        "demo", "Starts everything, plays a live broadcast, then two whole seasons on a simulated clock",
        options: [
            CommandOption("calls", "N", "calls of the live broadcast; 300 by default"),
            CommandOption("seconds", "N", "how long it lasts; 60 by default"),
            CommandOption("appeals", "N", "appeals of each simulated show; 50 by default"),
            CommandOption("shows", "N", "only the first so many shows of each season"),
        ]
    ) { arguments, terminal in
        let settings = try StackSettings()
        let calls = try BenchCommands.count("calls", 300, 1...100_000, arguments)
        let seconds = try BenchCommands.count("seconds", 60, 1...3_600, arguments)
        var simulated = SimulationSettings(deploy: settings.deploy)
        simulated.appeals = try BenchCommands.count("appeals", 50, 1...1_000, arguments)
        if arguments.isSet("shows") { simulated.shows = try BenchCommands.count("shows", 1, 1...1_000, arguments) }
        let wasRunning = StackServices(settings: settings, terminal: terminal).missing(of: ServiceName.allCases).isEmpty
        let stack = Stack(settings: settings, terminal: terminal)
        let simulation = SimulationRun(settings: simulated, namespace: SimulationRun.newNamespace())
        let demo = Demo(settings: settings, simulation: simulation, calls: calls, seconds: seconds)
        let begin = ContinuousClock.now
        return try await Interruptible(
            body: { try await demo.run(stack, terminal) },
            cleanUp: {
                try await simulation.remove(from: settings)
                // Said in one line, so that the ledgers stay in sight.
                if !wasRunning { try await Stack(settings: settings, terminal: .silent).stop() }
                let time = Duration.UnitsFormatStyle(allowedUnits: [.minutes, .seconds], width: .abbreviated)
                terminal.say("")
                terminal.say(
                    "The demo took \(time.format(ContinuousClock.now - begin)). "
                        + (wasRunning
                            ? "The stack ran before and goes on: make status, make down."
                            : "Everything it started is stopped; make up starts the stack without the show."))
            }
        ).run(terminal)
    }
}

/// The show and the two seasons.
private struct Demo: Sendable {
    let settings: StackSettings
    let simulation: SimulationRun
    let calls: Int
    let seconds: Int

    func run(_ stack: Stack, _ terminal: Terminal) async throws {
        try await stack.start(ServiceName.allCases)
        let connections = try StackConnections(settings)
        let played = try PlayedDistrict("changzhou", deploy: settings.deploy)
        terminal.say("")
        terminal.say("1. A live broadcast at the real clock")
        var live = LiveBroadcast(settings: settings, connections: connections, district: played.district)
        (live.calls, live.seconds) = (calls, seconds)
        let figures = try await live.play(terminal)
        terminal.say(
            "\(figures.calls) calls: \(figures.workOrders) work orders out, \(figures.deadlines) deadlines running, "
                + "\(figures.notifications) notifications delivered.")
        terminal.say("")
        terminal.say("2. Whole seasons on a simulated clock, through the same services, database and broker")
        try await simulation.run(over: connections, terminal)
    }
}
