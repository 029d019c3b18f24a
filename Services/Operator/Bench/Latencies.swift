/// How long single operations took, in milliseconds, run by run.
struct Latencies: Sendable {
    /// Of each run, the smallest time that so much of it does not exceed.
    let p50: Figures
    let p99: Figures

    /// - Parameter runs: the times of each run.
    init(_ runs: [Figures]) {
        p50 = Figures(runs.map { $0.percentile(0.5) })
        p99 = Figures(runs.map { $0.percentile(0.99) })
    }

    /// For people.
    var text: String {
        func spread(_ figures: Figures) -> String {
            "\(BenchReport.number(figures.lowest)) to \(BenchReport.number(figures.highest))"
        }
        let medians = "p50 \(BenchReport.number(p50.median)) ms, p99 \(BenchReport.number(p99.median)) ms"
        let count = p99.sorted.count
        return count < 2 ? medians : medians + " (\(spread(p50)) and \(spread(p99)), \(count) runs)"
    }
}
