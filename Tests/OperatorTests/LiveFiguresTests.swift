import Contracts
import Testing

@testable import OperatorService

@Suite struct LiveFiguresTests {
    private func figures(open: Int = 0, workOrders: Int = 30, isClosed: Bool = true) -> LiveFigures {
        var figures = LiveFigures()
        figures.isClosed = isClosed
        (figures.calls, figures.workOrders, figures.lag[.appeals]) = (30, workOrders, open)
        return figures
    }

    @Test func aShowIsThroughWhenNothingIsOpenAndNothingMoreComes() throws {
        #expect(try figures().isThrough(after: figures(), late: 1))
        #expect(try figures().isThrough(after: figures(), late: 61))
        #expect(try !figures().isThrough(after: figures(), late: 0))
        #expect(try !figures().isThrough(after: figures(workOrders: 29), late: 1))
        #expect(try !figures(isClosed: false).isThrough(after: figures(isClosed: false), late: 1))
        #expect(try !figures(open: 1).isThrough(after: figures(), late: 60))
        var held = figures()
        held.held = 1
        #expect(try !held.isThrough(after: held, late: 60))
        var more = figures()
        more.deadlines = 4
        #expect(try !more.isThrough(after: figures(), late: 60))
    }

    @Test func messagesThatAreOpenForTooLongAreAFailure() {
        let error = #expect(throws: CommandFailure.self) {
            try figures(open: 7, workOrders: 12).isThrough(after: figures(workOrders: 12), late: 61)
        }
        #expect(error?.exitCode != 0)
        #expect(error?.description.contains("7 messages") == true)
        #expect(error?.description.contains("of 30 calls 12") == true)
        #expect(throws: CommandFailure.self) {
            try figures(workOrders: 0).isThrough(after: figures(workOrders: 0), late: 61)
        }
    }
}
