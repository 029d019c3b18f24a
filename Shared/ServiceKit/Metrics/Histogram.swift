import Synchronization

/// How often a value fell below each of a few fixed bounds.
public final class Histogram: MetricMember {
    public static let kind = "histogram"
    /// From a millisecond to half a minute, for durations in seconds.
    public static let seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

    private let bounds: [Double]
    /// One for each bound, and the last for what lies above all; not cumulated.
    private let cells: [Counter]
    private let sum = Atomic<UInt64>(Double(0).bitPattern)

    init(buckets: [Double]) {
        bounds = Set(buckets.filter(\.isFinite)).sorted()
        cells = (0...bounds.count).map { _ in Counter() }
    }

    /// - Parameter value: what is not a number is ignored.
    public func observe(_ value: Double) {
        guard !value.isNaN else { return }
        let place = bounds.firstIndex { value <= $0 } ?? bounds.count
        cells[place].add()
        sum.addDouble(value)
    }

    public func observe(_ duration: Duration) {
        let parts = duration.components
        observe(Double(parts.seconds) + Double(parts.attoseconds) / 1e18)
    }

    public func write(_ name: String, _ labels: [(String, String)], to text: inout String) {
        var count = 0
        for (bound, cell) in zip(bounds, cells) {
            count += cell.value
            MetricText.sample(name + "_bucket", labels + [("le", MetricText.number(bound))], Double(count), to: &text)
        }
        // The total is what was read cell by cell, so that the buckets and the count agree.
        count += cells[bounds.count].value
        MetricText.sample(name + "_bucket", labels + [("le", "+Inf")], Double(count), to: &text)
        MetricText.sample(name + "_sum", labels, Double(bitPattern: sum.load(ordering: .relaxed)), to: &text)
        MetricText.sample(name + "_count", labels, Double(count), to: &text)
    }
}
