import Synchronization

/// A number that goes up and down.
public final class Gauge: MetricMember {
    public static let kind = "gauge"

    private let bits = Atomic<UInt64>(Double(0).bitPattern)

    init() {}

    public var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

    public func set(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }

    public func add(_ amount: Double) { bits.addDouble(amount) }

    public func write(_ name: String, _ labels: [(String, String)], to text: inout String) {
        MetricText.sample(name, labels, value, to: &text)
    }
}

extension Atomic where Value == UInt64 {
    /// Adds to a double that is kept as its bit pattern.
    func addDouble(_ amount: Double) {
        var old = load(ordering: .relaxed)
        while true {
            let new = (Double(bitPattern: old) + amount).bitPattern
            let (done, seen) = compareExchange(expected: old, desired: new, ordering: .relaxed)
            if done { return }
            old = seen
        }
    }
}
