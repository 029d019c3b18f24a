/// Several measurements of one thing.
struct Figures: Sendable {
    let sorted: [Double]

    init(_ figures: [Double]) { sorted = figures.sorted() }

    var median: Double { percentile(0.5) }
    var lowest: Double { sorted.first ?? 0 }
    var highest: Double { sorted.last ?? 0 }

    /// The smallest figure that at least this share of all does not exceed.
    func percentile(_ share: Double) -> Double {
        guard !sorted.isEmpty else { return 0 }
        let rank = Int((share * Double(sorted.count)).rounded(.up)) - 1
        return sorted[min(max(rank, 0), sorted.count - 1)]
    }
}

extension Duration {
    var nanoseconds: Double {
        Double(components.seconds) * 1e9 + Double(components.attoseconds) / 1e9
    }
}
