import Contracts
import Foundation
import Kafka
import Messaging
import Postgres
import ServiceKit

/// How fast an outbox is emptied to the acknowledged broker, how long a commit waits for its acknowledgement, and what
/// an idle relay costs; beside a bare loop of the same SELECT, produce and DELETE.
struct RelayBench: Sendable {
    var runs = 3
    var messages = 200_000
    let machine: Machine

    func reports(_ terminal: Terminal) async throws -> [BenchReport] {
        let bench = try BenchStack()
        return try await bench.run([]) { bench in
            let place = try await RelayPlace(bench)
            var product: [Double] = []
            var bare: [Double] = []
            for run in 0..<runs {
                terminal.complain("relay: run \(run + 1) of \(runs)")
                try await place.fill(messages)
                product.append(Double(messages) / (try await place.empty()))
                try await place.fill(messages)
                bare.append(Double(messages) / (try await place.emptyBarely()))
            }
            terminal.complain("relay: latencies")
            let slow = try await place.latencies(rate: 1_000, seconds: 10)
            let fast = try await place.latencies(rate: 3_000, seconds: 10)
            let idle = try await place.idleShare(seconds: 10)
            await place.close()
            let broker = try bench.brokerName()
            return report(product, bare, slow, fast, idle, broker)
        }
    }

    private func report(
        _ product: [Double], _ bare: [Double], _ slow: Figures, _ fast: Figures, _ idle: Double, _ broker: String
    ) -> [BenchReport] {
        func latency(_ name: String, _ figures: Figures, rate: Double, reach: Double, beyond: Double) -> BenchReport {
            BenchReport(
                bench: name, unit: .rate, runs: Figures([rate]),
                p50: figures.percentile(0.5), p99: figures.percentile(0.99), broker: broker,
                settings: ["commit → acknowledged, \(Int(rate)) commits a second for 10 s, one event each"],
                reach: reach,
                beyond: beyond, isJudgedByLatency: true, machine: machine)
        }
        return [
            BenchReport(
                bench: "relay", unit: .rate, runs: Figures(product), ceiling: Figures(bare).median, broker: broker,
                settings: [
                    "\(messages) messages of some 700 bytes, emptied in turn with the bare loop",
                    "idle: \(BenchReport.number(idle * 100)) % of one core (to reach: 1 %)",
                ], reach: 40_000, beyond: 60_000, machine: machine),
            latency("relay at 1000/s", slow, rate: 1_000, reach: 15, beyond: 5),
            latency("relay at 3000/s", fast, rate: 3_000, reach: 30, beyond: 20),
        ]
    }
}
