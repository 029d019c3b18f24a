import Contracts
import ServiceKit

/// Appeals through all five services: `flow` at a sustained rate, `latency` at 500 a second, `memory` beside it.
struct FlowBench: Sendable {
    var rate = 1_000
    var seconds = 60
    let machine: Machine

    /// Seconds of 500 appeals each before anything is measured: consumers join their groups, connections open, and the
    /// broker's machine compiles what it runs.
    private static let warmUp = 30

    /// Seconds of the load before and after what is counted, so that both counts are taken under it.
    private static let runUp = 5
    private static let tail = 2

    private static let everything = "off-air appeal, work order, four clocks, one logged delivery each"

    /// Sustained: what is under way at the end is no more than at the start.
    func flow(_ terminal: Terminal) async throws -> BenchReport {
        try await BenchStack.ofAll().run(ServiceName.allCases) { bench in
            let place = try await FlowPlace(bench)
            terminal.complain("flow: \(rate) appeals a second for \(seconds) s")
            _ = try await place.load("warm", rate: min(Double(rate), 500), seconds: Self.warmUp, warmUp: 0)
            try await place.untilDone()
            async let load = place.load(
                "flow", rate: Double(rate), seconds: seconds + Self.tail, warmUp: Self.runUp)
            try await Task.sleep(for: .seconds(Self.runUp))
            let before = try await place.count()
            try await Task.sleep(for: .seconds(seconds))
            let after = try await place.count()
            let outcome = try await load
            try await place.untilDone()
            let through = Double(after.done - before.done) / (after.at - before.at)
            await place.close()
            let latencies = Figures(outcome.latencies)
            return BenchReport(
                bench: "flow", unit: .rate, runs: Figures([through]), p50: latencies.percentile(0.5),
                p99: latencies.percentile(0.99), broker: try bench.brokerName(),
                settings: [
                    Self.everything, "\(rate) a second asked for during \(seconds) s after \(Self.warmUp) s of warm-up",
                    "under way at the start \(before.backlog), at the end \(after.backlog) appeals",
                    "p50 and p99 of the answer to the citizen",
                ], reach: Double(rate) * 0.99, beyond: rate >= 3_000 ? Double(rate) * 0.99 : 3_000, machine: machine)
        }
    }

    func latency(_ terminal: Terminal) async throws -> BenchReport {
        try await BenchStack.ofAll(tracksCommits: true).run(ServiceName.allCases) { bench in
            let place = try await FlowPlace(bench)
            _ = try await place.load("warm", rate: 500, seconds: Self.warmUp, warmUp: 0)
            try await place.untilDone()
            terminal.complain("latency: 500 appeals a second for \(seconds) s")
            let begin = SystemClock().now()
            let outcome = try await place.load("latency", rate: 500, seconds: seconds, warmUp: 0)
            try await place.untilDone()
            let latencies = try await place.latencies(since: begin)
            await place.close()
            return BenchReport(
                bench: "latency", unit: .rate, runs: Figures([outcome.rate]), p50: latencies.percentile(0.5),
                p99: latencies.percentile(0.99), broker: try bench.brokerName(),
                settings: [
                    Self.everything, "from the commit of the appeal to the commit of its last deadline",
                    "\(latencies.sorted.count) appeals in \(seconds) s, none left out, after \(Self.warmUp) s of the same load",
                ], reach: 500, beyond: 150, isJudgedByLatency: true, machine: machine)
        }
    }

    /// Resident memory of each service, at rest and the most under 500 appeals a second.
    func memory(_ terminal: Terminal) async throws -> [BenchReport] {
        try await BenchStack.ofAll().run(ServiceName.allCases) { bench in
            let place = try await FlowPlace(bench)
            try await Task.sleep(for: .seconds(5))
            let idle = try ServiceName.allCases.map { try place.memory(of: $0) }
            terminal.complain("memory: 500 appeals a second for 20 s")
            async let load = place.load("memory", rate: 500, seconds: 20, warmUp: 0)
            var most = idle
            for _ in 0..<40 {
                try await Task.sleep(for: .milliseconds(500))
                for (index, service) in ServiceName.allCases.enumerated() {
                    most[index] = max(most[index], try place.memory(of: service))
                }
            }
            _ = try await load
            await place.close()
            let broker = try bench.brokerName()
            func report(_ name: String, _ figures: [Double], reach: Double) -> BenchReport {
                let each = zip(ServiceName.allCases, figures).map { "\($0.rawValue) \(Int($1.rounded())) MB" }
                return BenchReport(
                    bench: "memory \(name)", unit: .megabytes, runs: Figures([figures.max() ?? 0]), broker: broker,
                    settings: ["the largest of five; " + each.joined(separator: ", ")], reach: reach, machine: machine)
            }
            return [
                report("idle", idle, reach: 60), report("under 500 appeals a second", most, reach: 200),
            ]
        }
    }
}
