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
            var (slow, fast): ([Figures], [Figures]) = ([], [])
            for run in 0..<runs {
                terminal.complain("relay: latencies, run \(run + 1) of \(runs)")
                slow.append(try await place.latencies(rate: 1_000, seconds: 10, warmUp: 5))
                fast.append(try await place.latencies(rate: 3_000, seconds: 10, warmUp: 5))
            }
            let idle = try await place.idleShare(seconds: 10)
            await place.close()
            terminal.complain("relay: kills")
            let twice = try await sentTwice(bench)
            let asides = [
                "\(messages) messages of some 700 bytes, emptied in turn with the bare loop",
                "idle: \(BenchReport.number(idle * 100)) % of one core (to reach: 1 %)",
                "sent twice after SIGKILL: \(twice) (to reach: 1000 at most)",
            ]
            return report(product, bare, asides, try bench.brokerName())
                + [
                    latency("relay at 1000/s", slow, 1_000, (15, 5), try bench.brokerName()),
                    latency("relay at 3000/s", fast, 3_000, (30, 20), try bench.brokerName()),
                ]
        }
    }

    private func sentTwice(_ bench: BenchStack) async throws -> String {
        guard try !bench.connections().kafka().isDevelopmentBroker else {
            return "not counted, for the development broker forgets what is old"
        }
        return try await RelayKill(bench: bench).twice(kills: 3).map(String.init).joined(separator: ", ")
    }

    private func report(
        _ product: [Double], _ bare: [Double], _ asides: [String], _ broker: String
    ) -> [BenchReport] {
        [
            BenchReport(
                bench: "relay", unit: .rate, runs: Figures(product), ceiling: Figures(bare).median, broker: broker,
                settings: asides, reach: 40_000, beyond: 60_000, machine: machine)
        ]
    }

    private func latency(
        _ name: String, _ runs: [Figures], _ rate: Double, _ goals: (reach: Double, beyond: Double), _ broker: String
    ) -> BenchReport {
        BenchReport(
            bench: name, unit: .rate, runs: Figures(runs.map { _ in rate }), latencies: Latencies(runs), broker: broker,
            settings: ["commit → acknowledged, \(Int(rate))/s for 10 s after 5 s of the same, one event a commit"],
            reach: goals.reach, beyond: goals.beyond, isJudgedByLatency: true, machine: machine)
    }
}
