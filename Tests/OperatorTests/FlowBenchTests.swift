import Testing

@testable import OperatorService

@Suite struct FlowBenchTests {
    /// What is under way swings by the second, so one second at either end must not decide.
    @Test func bothEndsOfARunAreMedians() {
        let backlogs = [900] + Array(repeating: 200, count: 9) + [5_000] + Array(repeating: 300, count: 9) + [10]
        let counts = backlogs.enumerated().map { second, backlog in
            let done = 1_000 * second
            return FlowCount(
                at: 100 + Double(second), registered: done + backlog, delivered: done + 7,
                deadlines: done * FlowCount.clocks)
        }
        let flow = Flow(counts: counts, answers: Figures([]))
        #expect(flow.rate == 1_000)
        #expect(flow.underWay == "200 → 300 (10 to 5000)")
    }

    @Test func aLookCountsOnFromAnEarlierOne() {
        let first = FlowLook(
            registered: .init(position: 40, events: 12), delivered: .init(position: 9, events: 8),
            deadlines: .init(position: 70, events: 36))
        let next = FlowLook(
            registered: first.registered.further(3, to: 45), delivered: first.delivered.further(0, to: 9),
            deadlines: first.deadlines.further(8, to: 80))
        let count = next.count(at: 1)
        #expect(count.registered == 15 && count.done == 8 && count.backlog == 7)
        #expect(!next.isSettled)
        let rest = next.atRest
        #expect(rest.registered.position == 45 && rest.count(at: 1).backlog == 0)
    }
}
