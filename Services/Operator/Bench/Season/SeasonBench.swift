import Contracts
import Foundation

/// How long one season on a simulated clock takes: all five services in one process, over a PostgreSQL and a broker of
/// its own.
struct SeasonBench: Sendable {
    var runs = 3
    var settings: SimulationSettings
    let machine: Machine

    func report(_ terminal: Terminal) async throws -> BenchReport {
        try await BenchStack().run([]) { bench in
            let connections = try bench.connections()
            var times: [Double] = []
            var ledgers: Set<String> = []
            var played = ""
            for run in 0..<runs {
                terminal.complain("season: run \(run + 1) of \(runs)")
                let begin = ContinuousClock.now
                let outcomes = try await SimulationRun(settings: settings, namespace: SimulationRun.newNamespace())
                    .run(over: connections, .silent)
                times.append((ContinuousClock.now - begin) / .seconds(1))
                let (acts, instants) = (outcomes.map(\.acts), outcomes.map(\.instants))
                played = "\(acts.reduce(0, +)) acts of people, \(instants.reduce(0, +)) instants of the clock"
                ledgers.insert(outcomes.map(\.json).joined(separator: "\n"))
            }
            guard ledgers.count == 1 else { throw CommandFailure("one seed ended in \(ledgers.count) ledgers") }
            let shows = settings.shows.map { "first \($0) shows" } ?? "all shows"
            return BenchReport(
                bench: "season", unit: .seconds, runs: Figures(times), broker: try bench.brokerName(),
                settings: [
                    "\(settings.districts.joined(separator: " and ")), \(shows) with \(settings.appeals) appeals each",
                    "seed \(settings.seed), \(played)" + (runs > 1 ? ", the same ledger each time" : ""),
                ], reach: 120, beyond: 30, machine: machine)
        }
    }
}
