import Contracts
import Foundation
import Postgres

/// How fast deadlines that are due are declared missed, with their events, beside a million that are not; and how late
/// that is at a steady rate. Beside it a bare UPDATE of rows of the same form with an outbox row each.
struct TimersBench: Sendable {
    var runs = 3
    var pending = 1_000_000
    /// Deadlines of one run.
    var due = 200_000
    let machine: Machine

    func reports(_ terminal: Terminal) async throws -> [BenchReport] {
        try await BenchStack.ofAll(tracksCommits: true).run([]) { bench in
            let place = try await TimersPlace(bench)
            terminal.complain("timers: storing \(pending) pending deadlines twice")
            try await place.fill(pending: pending)
            var product: [Double] = []
            var bare: [Double] = []
            for run in 0..<runs {
                terminal.complain("timers: run \(run + 1) of \(runs)")
                try await place.addDue(due)
                product.append(Double(due) / (try await place.fireAll(due)))
                bare.append(Double(due) / (try await place.fireBarely()))
            }
            var lateness: [Figures] = []
            for run in 0..<runs {
                terminal.complain("timers: lateness, run \(run + 1) of \(runs)")
                lateness.append(try await place.lateness(rate: 1_000, seconds: 10))
            }
            await place.close()
            return [throughput(product, bare), steady(lateness)]
        }
    }

    private func throughput(_ product: [Double], _ bare: [Double]) -> BenchReport {
        BenchReport(
            bench: "timers", unit: .rate, runs: Figures(product), ceiling: Figures(bare).median,
            settings: [
                "\(due) due at once beside \(pending) pending, each with its DeadlineMissed in journal and outbox",
                "ceiling: UPDATE … WHERE (key) IN (SELECT … FOR UPDATE SKIP LOCKED) on a copy of the table, batches of "
                    + "1000, \(TimersPlace.claimers) at a time, an outbox row each",
            ], reach: 20_000, beyond: 50_000, machine: machine)
    }

    private func steady(_ lateness: [Figures]) -> BenchReport {
        BenchReport(
            bench: "timers at 1000/s", unit: .rate, runs: Figures(lateness.map { _ in 1_000 }),
            latencies: Latencies(lateness),
            settings: [
                "from the due instant to the commit of DeadlineMissed, 1000 due a second for 10 s beside \(pending)",
                "system clock, the service's own loops, \(lateness.map(\.sorted.count).reduce(0, +)) deadlines, none left out",
            ], reach: 50, beyond: 20, isJudgedByLatency: true, machine: machine)
    }
}
