import Foundation

/// How long it takes to find what a case may be a repeat of, among a year's cases, and how many are found.
///
/// Repeats are planted: of some of the cases a second citizen tells the same in other words. The texts are generated.
struct RepeatsBench: Sendable {
    var stored = 1_000_000
    var searches = 500
    let machine: Machine
    /// A text of some seventy trigrams under twelve months' keys.
    private static let keysOfASearch = 840

    func report(_ terminal: Terminal) async throws -> BenchReport {
        try await BenchStack.ofAll().run([]) { bench in
            let place = try await RepeatsPlace(bench)
            terminal.complain("repeats: registering \(stored) cases over twelve months")
            let planted = try await place.fill(cases: stored, planting: searches)
            var took: [Double] = []
            var bare: [Double] = []
            var found = 0
            let keys = try await place.keys()
            for one in planted {
                let begin = ContinuousClock.now
                let isFound = try await place.search(one.repeated, finds: one.first)
                took.append((ContinuousClock.now - begin) / .milliseconds(1))
                if isFound { found += 1 }
                bare.append(try await place.lookUp(keys.shuffled().prefix(Self.keysOfASearch)))
            }
            await place.close()
            return report(Figures(took), Figures(bare), found)
        }
    }

    private func report(_ took: Figures, _ bare: Figures, _ found: Int) -> BenchReport {
        BenchReport(
            bench: "repeats", unit: .rate, runs: Figures(took.sorted.map { 1_000 / $0 }), latencies: Latencies([took]),
            ceiling: 1_000 / bare.median,
            settings: [
                "\(stored) generated cases over twelve months of keys", "\(searches) searches one after the other",
                "the repeat was among the proposals in \(found) of \(searches)",
                "ceiling: \(Self.keysOfASearch) keys looked up in the index and nothing else, p99 "
                    + "\(BenchReport.number(bare.percentile(0.99))) ms",
            ], reach: 50, isJudgedByLatency: true, machine: machine)
    }
}
