import Foundation
import Testing

@testable import OperatorService

@Suite struct FlowBenchTests {
    private static let machine = Machine(
        processor: "none", cores: 2, syncMicroseconds: nil, sortMilliseconds: 1, readNanoseconds: 1)

    /// A thousand come through each second while so many are under way.
    private static func flow(_ backlogs: [Int]) -> Flow {
        let counts = backlogs.enumerated().map { second, backlog in
            let done = 1_000 * second
            return FlowCount(
                at: 100 + Double(second), registered: done + backlog, delivered: done + 7,
                deadlines: done * FlowCount.clocks)
        }
        return Flow(asked: 1_000, counts: counts, answers: Figures([]))
    }

    private static func report(_ flows: [[Int]], broker: String = "a real Apache Kafka") -> BenchReport {
        FlowBench(rate: 1_000, seconds: 60, machine: machine).report(flows.map(flow), broker)
    }

    /// What is under way swings by the second, so one second at either end must not decide.
    @Test func bothEndsOfARunAreMedians() {
        let flow = Self.flow(
            [900] + Array(repeating: 200, count: 9) + [5_000] + Array(repeating: 300, count: 9) + [10])
        #expect(flow.rate == 1_000)
        #expect(flow.underWay == "200 → 300 (10 to 5000)")
        #expect(flow.lagAtStart == 200 && flow.lagAtEnd == 300)
    }

    private static let steady = (0...60).map { [212, 187, 230, 201][$0 % 4] }
    /// Three appeals a second stay behind, which the rate would not tell.
    private static let growing = steady.enumerated().map { $1 + 3 * $0 }

    @Test func aSteadyFlowIsReachedAndAGrowingOneIsMissedWhateverItsRate() throws {
        let good = Self.report([Self.steady, Self.steady.reversed()])
        #expect(good.verdict == "reached", "\(good.text)")
        let bad = Self.report([Self.steady, Self.growing, Self.steady])
        #expect(bad.runs.median == 1_000 && bad.verdict == "missed", "\(bad.text)")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(bad.json.utf8)) as? [String: Any])
        let (start, end) = (try #require(object["lag_start"] as? Double), try #require(object["lag_end"] as? Double))
        #expect(start < 230 && end > 350 && object["verdict"] as? String == "missed")
    }

    /// However much a run swings, what it may grow by is bounded.
    @Test func whatTheMediansCannotTellApartIsNoGrowthAndIsLittle() {
        #expect(Self.flow(Array(repeating: 200, count: 61)).noise == 0)
        #expect(!Self.flow(Array(repeating: 200, count: 30) + Array(repeating: 201, count: 31)).isSteady)
        #expect((20...60).contains(Self.flow(Self.steady).noise))
        #expect(Self.flow((0...60).map { $0 % 2 == 0 ? 0 : 4_000 }).noise == 100)
    }

    @Test func theDevelopmentBrokerIsNotJudged() {
        let report = Self.report([Self.growing], broker: BenchReport.developmentBroker)
        #expect(report.verdict == "not judged: set KAFKA_HOME")
        #expect(report.text.contains("but for noise: not judged: set KAFKA_HOME"))
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
