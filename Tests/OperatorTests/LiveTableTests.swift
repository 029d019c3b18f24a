import Contracts
import Testing

@testable import OperatorService

@Suite struct LiveTableTests {
    @Test func everyTopicThatSomebodyHearsHasItsColumn() {
        var figures = LiveFigures()
        (figures.calls, figures.workOrders, figures.deadlines, figures.notifications) = (60, 12, 341, 114)
        for (index, topic) in LiveTable.topics.enumerated() { figures.lag[topic] = index + 1 }
        let table = LiveTable()
        let (head, line) = (table.head[1], table.line(16, figures))
        #expect(
            head.split(separator: " ") == [
                "second", "calls", "orders", "deadlines", "notified", "districts", "units", "broadcasts", "appeals",
                "work-orders", "deadlines", "escalations", "callbacks",
            ])
        #expect(line.split(separator: " ") == ["16", "60", "12", "341", "114", "1", "2", "3", "4", "5", "6", "7", "8"])
        // Each figure ends where its heading does.
        #expect(head.count == line.count && head.count <= 125)
        #expect(table.head[0].firstIndex(of: "m") == table.head[0].index(table.head[0].startIndex, offsetBy: 44))
    }
}
