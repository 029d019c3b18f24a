import Contracts

/// A line for each look, under a head that says what the columns are.
struct LiveTable: Sendable {
    /// All that services hear: nobody waits for what is said of deliveries and of parked messages.
    static let topics = Topic.allCases.filter { ![.deliveries, .parked].contains($0) }

    private static let counts = [("second", 7), ("calls", 7), ("orders", 8), ("deadlines", 11), ("notified", 10)]

    var head: [String] {
        let left = Self.counts.map { Self.cell($0.0, $0.1) }.joined()
        let lags = Self.topics.map { Self.lag($0, $0.rawValue) }.joined()
        return [
            String(repeating: " ", count: left.count + 1) + "messages not handled yet, by topic",
            left + " " + lags,
        ]
    }

    func line(_ second: Int, _ figures: LiveFigures) -> String {
        let numbers = [second, figures.calls, figures.workOrders, figures.deadlines, figures.notifications]
        let left = zip(Self.counts, numbers).map { Self.cell("\($1)", $0.1) }.joined()
        return left + " " + Self.topics.map { Self.lag($0, "\(figures.lag[$0] ?? 0)") }.joined()
    }

    private static func lag(_ topic: Topic, _ text: String) -> String { cell(text, topic.rawValue.count + 1) }

    private static func cell(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(1, width - text.count)) + text
    }
}
