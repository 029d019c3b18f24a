import Contracts
import ServiceKit

/// Appeals through all five services: `flow` at a sustained rate, `latency` at 500 a second.
struct FlowBench: Sendable {
    var rate = 1_000
    var seconds = 60
    var runs = 3
    let machine: Machine

    /// Seconds of 500 appeals each before anything is measured: consumers join their groups, connections open, and the
    /// broker's machine compiles what it runs.
    private static let warmUp = 30

    /// Seconds of the load before and after what is counted, so that all counts are taken under it.
    private static let runUp = 10
    private static let tail = 2

    private static let everything = "off-air appeal, work order, four clocks, one logged delivery each"

    /// Sustained: what is under way in the last seconds is no more than in the first.
    func flow(_ terminal: Terminal) async throws -> BenchReport {
        try await BenchStack.ofAll().run(ServiceName.allCases) { bench in
            let place = try await FlowPlace(bench)
            _ = try await place.load(rate: min(Double(rate), 500), seconds: Self.warmUp, warmUp: 0)
            try await place.untilDone()
            var flows: [Flow] = []
            for run in 0..<runs {
                terminal.complain("flow: \(rate) appeals a second for \(seconds) s, run \(run + 1) of \(runs)")
                flows.append(try await sustain(through: place))
            }
            await place.close()
            return report(flows, try bench.brokerName())
        }
    }

    /// Each run is held against its own start; the numbers are of the run in which the lag grew most.
    func report(_ flows: [Flow], _ broker: String) -> BenchReport {
        let worst = flows.max { $0.lagAtEnd - $0.lagAtStart < $1.lagAtEnd - $1.lagAtStart }
        let underWay = flows.map(\.underWay).joined(separator: "; ")
        let noise = flows.map { BenchReport.number($0.noise) }.joined(separator: ", ")
        return BenchReport(
            bench: "flow", unit: .rate, runs: Figures(flows.map(\.rate)), latencies: Latencies(flows.map(\.answers)),
            broker: broker,
            settings: [
                Self.everything, "\(rate) a second asked for during \(seconds) s after \(Self.warmUp) s of warm-up",
                "appeals under way, medians of the first and the last \(Flow.edge) s of a run: \(underWay)",
                "noise of those medians: \(noise)", "p50 and p99 of the answer to the citizen",
            ], reach: Double(rate) * 0.99, beyond: rate >= 3_000 ? Double(rate) * 0.99 : 3_000,
            conditions: [
                BenchCondition(
                    text: "no more under way at the end of a run than at its start, but for noise",
                    isMet: flows.allSatisfy(\.isSteady))
            ],
            members: worst.map { [("lag_start", $0.lagAtStart), ("lag_end", $0.lagAtEnd)] } ?? [], machine: machine)
    }

    private func sustain(through place: FlowPlace) async throws -> Flow {
        async let load = place.load(rate: Double(rate), seconds: seconds + Self.tail, warmUp: Self.runUp)
        try await Task.sleep(for: .seconds(Self.runUp))
        let begin = ContinuousClock.now
        var counts: [FlowCount] = []
        for second in 0...seconds {
            try await Task.sleep(until: begin + .seconds(second))
            counts.append(try await place.count())
        }
        let outcome = try await load
        try await place.untilDone()
        return Flow(asked: rate, counts: counts, answers: Figures(outcome.latencies))
    }

    func latency(_ terminal: Terminal) async throws -> BenchReport {
        try await BenchStack.ofAll(tracksCommits: true).run(ServiceName.allCases) { bench in
            let place = try await FlowPlace(bench)
            _ = try await place.load(rate: 500, seconds: Self.warmUp, warmUp: 0)
            try await place.untilDone()
            var (rates, latencies): ([Double], [Figures]) = ([], [])
            for run in 0..<runs {
                terminal.complain("latency: 500 appeals a second for \(seconds) s, run \(run + 1) of \(runs)")
                let begin = SystemClock().now()
                rates.append(try await place.load(rate: 500, seconds: seconds, warmUp: 0).rate)
                try await place.untilDone()
                latencies.append(try await place.latencies(since: begin))
            }
            await place.close()
            let count = latencies.map(\.sorted.count).reduce(0, +)
            return BenchReport(
                bench: "latency", unit: .rate, runs: Figures(rates), latencies: Latencies(latencies),
                broker: try bench.brokerName(),
                settings: [
                    Self.everything, "from the commit of the appeal to the commit of its last deadline",
                    "\(count) appeals in \(seconds) s a run, none left out, after \(Self.warmUp) s of the same load",
                ], reach: 500, beyond: 150, isJudgedByLatency: true, machine: machine)
        }
    }
}
