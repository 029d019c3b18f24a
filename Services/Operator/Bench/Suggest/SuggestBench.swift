import Contracts
import Foundation

/// How often the right unit is among the suggested ones, and how long one suggestion takes. There is no public corpus of
/// such appeals: those that are learnt from and those that are held out are made up, by two generators.
struct SuggestBench: Sendable {
    var runs = 3
    /// Cases of the last year that units have handled.
    var learnt = 100_000
    var heldOut = 2_000
    let machine: Machine

    private static let madeUp = "GENERATED appeals, of \(Duty.all.count) units: there is no public corpus"

    func reports(_ terminal: Terminal) async throws -> [BenchReport] {
        try await BenchStack.ofAll().run([]) { bench in
            let place = try await SuggestPlace(bench)
            terminal.complain("suggest: storing \(learnt) handled cases, and learning from them")
            let learning = try await place.learn(learnt)
            let asked = try await place.store(heldOut: heldOut)
            var (product, bare, times, ranks) = ([Double](), [Double](), [Double](), [Int?]())
            for run in 0..<runs {
                terminal.complain("suggest: run \(run + 1) of \(runs)")
                let found = try await place.suggest(asked)
                product.append(Double(asked.count) / found.milliseconds.reduce(0, +) * 1_000)
                bare.append(Double(asked.count) / (try await place.readBarely(asked)))
                times += found.milliseconds
                ranks = found.ranks
            }
            let counts = try await place.counts()
            await place.close()
            return [
                latency(product, bare, Figures(times), counts), hits(ranks, atMost: 1), hits(ranks, atMost: 3),
                throughput(learning),
            ]
        }
    }

    private func latency(_ product: [Double], _ bare: [Double], _ times: Figures, _ counts: Int) -> BenchReport {
        BenchReport(
            bench: "suggest", unit: .rate, runs: Figures(product), latencies: Latencies([times]),
            ceiling: Figures(bare).median,
            settings: [
                "one at a time, from the request at the router to its answer, \(learnt) cases learnt over 12 months in "
                    + "\(counts) counts",
                Self.madeUp, "ceiling: the bare SELECT of the same terms' counts",
            ], reach: 30, isJudgedByLatency: true, machine: machine)
    }

    private func hits(_ ranks: [Int?], atMost rank: Int) -> BenchReport {
        let hits = ranks.count { $0.map { $0 <= rank } ?? false }
        return BenchReport(
            bench: "suggest, the right unit among the first \(rank)", unit: .percent,
            runs: Figures([100 * Double(hits) / Double(max(ranks.count, 1))]),
            settings: [
                Self.madeUp, "learnt from \(learnt) of one generator, \(PastAppeals.astray) % handled by a wrong unit",
                "asked of \(ranks.count) of another generator: other sentences, partly other words, slips of the pen",
            ], machine: machine)
    }

    private func throughput(_ learning: Double) -> BenchReport {
        BenchReport(
            bench: "suggest, learning", unit: .rate, runs: Figures([Double(learnt) / learning]),
            settings: ["cases a second by the service's own work, one process", Self.madeUp], machine: machine)
    }
}
