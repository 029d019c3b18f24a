import Foundation
import Testing

@testable import OperatorService

@Suite struct BenchReportTests {
    private let machine = Machine(
        processor: "A \"processor\"", cores: 2, syncMicroseconds: 103.4, sortMilliseconds: 7.25,
        readNanoseconds: 99.6)

    @Test func theJSONHasEveryMember() throws {
        var report = BenchReport(bench: "intake", unit: .rate, runs: Figures([3, 1, 2]), machine: machine)
        report.ceiling = 4
        #expect(try Self.members(of: report)["p50_ms"] is NSNull)
        report.latencies = Latencies([Figures([1, 2, 30]), Figures([1, 4, 10]), Figures([1, 3, 20])])
        let object = try Self.members(of: report)
        #expect(
            Set(object.keys).isSuperset(of: [
                "bench", "rate", "p50_ms", "p99_ms", "ceiling", "ratio", "broker", "machine",
            ]))
        #expect(object["rate"] as? Double == 2 && object["ratio"] as? Double == 0.5)
        #expect(object["p50_ms"] as? Double == 3 && object["p99_ms"] as? Double == 20)
        #expect(object["p99_lowest_ms"] as? Double == 10 && object["p99_highest_ms"] as? Double == 30)
        #expect(report.text.contains("p50 3.0 ms, p99 20.0 ms (2.0 to 4.0 and 10.0 to 30.0, 3 runs)"))
        #expect((object["machine"] as? String)?.contains("fdatasync of 8 kB 103 µs") == true)
    }

    private static func members(of report: BenchReport) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(report.json.utf8)) as? [String: Any])
    }

    @Test func aRatioOfTimesIsCeilingByProduct() {
        var report = BenchReport(bench: "calendar", unit: .nanoseconds, runs: Figures([100]), machine: machine)
        report.ceiling = 50
        report.reach = 200
        report.beyond = 50
        #expect(report.ratio == 0.5)
        #expect(report.text.contains(": reached"))
    }

    /// Held against the rate of the same stack before anything was stored, not against that of an empty intake elsewhere.
    @Test func whatIsStoredIsJudgedByWhatIsLeftOfTheEmptyRate() throws {
        func report(_ rate: Int) -> BenchReport {
            var outcome = LoadOutcome()
            (outcome.latencies, outcome.seconds) = (Array(repeating: 20, count: rate), 1)
            let measured = IntakeBench.Measured(product: [outcome], ceiling: [outcome])
            return IntakeBench(stored: 1_000, machine: machine).report(measured, empty: Figures([10_000]))
        }
        #expect(report(8_900).verdict == "missed" && report(9_000).verdict == "reached")
        #expect(report(8_900).text.contains("0.9 of the empty rate of 10000/s (10000 to 10000/s): 0.89 of it: missed"))
        let object = try Self.members(of: report(9_500))
        #expect(object["stored_ratio"] as? Double == 0.95 && object["empty_rate"] as? Double == 10_000)
    }

    @Test func theMachineIsMeasured() {
        let measured = Machine.measured()
        #expect(measured.cores > 0)
        #expect((measured.syncMicroseconds ?? 0) > 0)
    }

    @Test func percentilesAreOfTheFiguresThemselves() {
        let figures = Figures((1...100).map(Double.init))
        #expect(figures.median == 50 && figures.percentile(0.99) == 99 && figures.percentile(1) == 100)
        #expect(Figures([]).median == 0)
    }

    @Test func theCalendarBenchAnswers() throws {
        let report = try CalendarBench.report(
            runs: 1, machine: machine, size: .init(districts: 2, questions: 500))
        #expect(
            report.runs.median > 0 && report.json.hasPrefix("{\"bench\":\"calendar\",\"rate\":null,\"nanoseconds\":"))
    }
}
