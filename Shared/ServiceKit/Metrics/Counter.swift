import Synchronization

/// A number that only grows while the process lives.
public final class Counter: MetricMember {
    public static let kind = "counter"

    private let count = Atomic<Int>(0)

    init() {}

    public var value: Int { count.load(ordering: .relaxed) }

    /// - Parameter amount: what is below zero is ignored.
    public func add(_ amount: Int = 1) {
        guard amount > 0 else { return }
        count.wrappingAdd(amount, ordering: .relaxed)
    }

    public func write(_ name: String, _ labels: [(String, String)], to text: inout String) {
        MetricText.sample(name, labels, Double(value), to: &text)
    }
}
