import Contracts

/// A line for each look, under a head that says what the columns are.
struct LiveTable: Sendable {
    let topics: [Topic] = [.appeals, .workOrders, .deadlines, .callbacks, .escalations]

    var head: [String] {
        let lags = topics.map { Self.cell($0.rawValue, 12) }.joined()
        return [
            String(repeating: " ", count: 43) + "messages not handled yet, by topic",
            Self.cell("second", 6) + Self.cell("calls", 7) + Self.cell("orders", 8) + Self.cell("deadlines", 11)
                + Self.cell("notified", 10) + " " + lags,
        ]
    }

    func line(_ second: Int, _ figures: LiveFigures) -> String {
        let lags = topics.map { Self.cell("\(figures.lag[$0] ?? 0)", 12) }.joined()
        return Self.cell("\(second)", 6) + Self.cell("\(figures.calls)", 7) + Self.cell("\(figures.workOrders)", 8)
            + Self.cell("\(figures.deadlines)", 11) + Self.cell("\(figures.notifications)", 10) + " " + lags
    }

    private static func cell(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(1, width - text.count)) + text
    }
}
