import Contracts
import Foundation

/// How long a holiday notice takes to move every running deadline, each with its durable event. Beside it a bare UPDATE of as
/// many rows with a journal and an outbox row each.
struct RecomputeBench: Sendable {
    var runs = 3
    /// Each with four running clocks.
    var cases = 250_000
    let machine: Machine

    func report(_ terminal: Terminal) async throws -> BenchReport {
        try await BenchStack.ofAll().run([]) { bench in
            let place = try await RecomputePlace(bench)
            terminal.complain("recompute: storing \(cases) cases and their deadlines twice")
            let running = try await place.fill(cases: cases)
            var product: [Double] = []
            var bare: [Double] = []
            for run in 0..<runs {
                terminal.complain("recompute: run \(run + 1) of \(runs)")
                product.append(try await place.publish(run, moving: running))
                bare.append(try await place.moveBarely(running))
            }
            await place.close()
            return BenchReport(
                bench: "recompute", unit: .seconds, runs: Figures(product), ceiling: Figures(bare).median,
                settings: [
                    "\(running) running deadlines of \(cases) cases, all moved by the notice, each with its DeadlineMoved "
                        + "in journal and outbox",
                    "system clock, the service's own work, one process",
                    "ceiling: UPDATE of a copy of the table in batches of 1000 rows, 2 at a time, a journal and an "
                        + "outbox row each",
                ], reach: 60, machine: machine)
        }
    }
}
