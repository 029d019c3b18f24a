import Foundation
import TestSupport
import Testing

@testable import ServiceKit

@Suite struct MetricsTests {
    @Test func countersGaugesAndHistogramsAreWrittenAsPrometheusReadsThem() throws {
        let metrics = Metrics()
        metrics.counter("hotline_appeals_total", "Appeals registered.").add(3)
        metrics.gauge("hotline_lag", "Messages behind.").set(-2.5)
        let seconds = metrics.histogram("hotline_commit_seconds", "Time of a commit.", buckets: [0.1, 1])
        for value in [0.05, 0.1, 0.5, 7] { seconds.observe(value) }
        #expect(
            metrics.exposition() == """
                # HELP hotline_appeals_total Appeals registered.
                # TYPE hotline_appeals_total counter
                hotline_appeals_total 3
                # HELP hotline_commit_seconds Time of a commit.
                # TYPE hotline_commit_seconds histogram
                hotline_commit_seconds_bucket{le="0.1"} 2
                hotline_commit_seconds_bucket{le="1"} 3
                hotline_commit_seconds_bucket{le="+Inf"} 4
                hotline_commit_seconds_sum 7.65
                hotline_commit_seconds_count 4
                # HELP hotline_lag Messages behind.
                # TYPE hotline_lag gauge
                hotline_lag -2.5

                """)
        #expect(try ExpositionParser(metrics.exposition()).samples.count == 7)
    }

    @Test(arguments: ["a\"b", "a\\b", "a\nb", "\"} 1\nforged_total 9", "\\n", "张三", "", "\r", "\u{0}"])
    func aHostileLabelStaysOneLabel(value: String) throws {
        let metrics = Metrics()
        metrics.counters("calls_total", "Line one\nand \\ \"two\".", labels: ["route", "status"])[value, "200"].add()
        let samples = try ExpositionParser(metrics.exposition()).samples
        #expect(samples == [.init(name: "calls_total", labels: ["route": value, "status": "200"], value: 1)])
    }

    @Test func namesAreMadeValid() throws {
        let metrics = Metrics()
        metrics.counters("9 calls-total", "x", labels: ["a:b", "", "1c"])["x", "y", "z"].add()
        let samples = try ExpositionParser(metrics.exposition()).samples
        #expect(samples == [.init(name: "__calls_total", labels: ["a_b": "x", "_": "y", "_c": "z"], value: 1)])
    }

    @Test func labelsWithoutBoundEndInOverflow() throws {
        let metrics = Metrics()
        let calls = metrics.counters("calls_total", "Calls.", labels: ["id"])
        for id in 0..<5000 { calls["\(id)"].add() }
        let samples = try ExpositionParser(metrics.exposition()).samples
        #expect(samples.count == 1001)
        #expect(samples.first { $0.labels["id"] == "overflow" }?.value == 4000)
    }

    @Test func valuesTooManyOrTooFewAreNoFault() throws {
        let metrics = Metrics()
        let calls = metrics.counters("calls_total", "Calls.", labels: ["a", "b"])
        calls["x", "y", "z"].add()
        calls["x"].add()
        #expect(
            try ExpositionParser(metrics.exposition()).samples.map(\.labels) == [
                ["a": "x", "b": ""], ["a": "x", "b": "y"],
            ])
    }

    @Test func aNameAskedForAgainIsTheSameMetric() {
        let metrics = Metrics()
        metrics.counter("calls_total", "Calls.").add()
        metrics.counter("calls_total", "Calls.").add()
        #expect(metrics.counter("calls_total", "Calls.").value == 2)
    }

    @Test func nothingIsLostBetweenThreads() async throws {
        let metrics = Metrics()
        let calls = metrics.counters("calls_total", "Calls.", labels: ["caller"])
        let gauge = metrics.gauge("sum", "Sum.")
        let seconds = metrics.histogram("seconds", "Seconds.", buckets: [1])
        await withTaskGroup(of: Void.self) { group in
            for caller in 0..<8 {
                group.addTask {
                    for _ in 0..<1000 {
                        calls["\(caller % 2)"].add()
                        gauge.add(0.5)
                        seconds.observe(.milliseconds(500))
                    }
                }
            }
        }
        #expect(calls["0"].value == 4000 && calls["1"].value == 4000 && gauge.value == 4000)
        let samples = try ExpositionParser(metrics.exposition()).samples
        #expect(samples.first { $0.name == "seconds_sum" }?.value == 4000)
        #expect(samples.first { $0.name == "seconds_count" }?.value == 8000)
    }

    @Test func strangeNumbersAreWrittenAsTheFormatWantsThem() throws {
        let metrics = Metrics()
        for (name, value) in [("a", Double.infinity), ("b", -.infinity), ("c", 1e300), ("d", 1e-9), ("e", 1e15)] {
            metrics.gauge(name, name).set(value)
        }
        metrics.gauge("f", "f") { .nan }
        metrics.counter("g", "g").add(-5)
        metrics.histogram("h", "h", buckets: [.nan, .infinity, 2, 1, 2]).observe(.nan)
        let samples = try ExpositionParser(metrics.exposition()).samples
        #expect(samples.prefix(5).map(\.value) == [.infinity, -.infinity, 1e300, 1e-9, 1e15])
        #expect(samples[5].value.isNaN && samples[6].value == 0)
        #expect(samples.filter { $0.name == "h_bucket" }.compactMap { $0.labels["le"] } == ["1", "2", "+Inf"])
    }

    @Test func theProcessTellsAboutItself() throws {
        let metrics = Metrics()
        metrics.addProcess()
        let samples = try ExpositionParser(metrics.exposition()).samples
        #expect(samples.count == 4 && samples.allSatisfy { $0.value > 0 })
    }

    private struct Family: Decodable {
        struct Sample: Decodable {
            let name: String
            let labels: [String: String]
            let value: Double
        }

        let name: String
        let type: String
        let help: String
        let samples: [Sample]
    }

    @Test func anotherReaderFindsTheSame() throws {
        let metrics = Metrics()
        metrics.counters("hotline_calls_total", "Calls \\ \"quoted\"\nand more.", labels: ["route"])["a\"\\\nb"].add(3)
        metrics.gauge("hotline_lag", "Lag.").set(-0.5)
        metrics.histogram("hotline_call_seconds", "Seconds.", buckets: [0.1, 1]).observe(.milliseconds(200))
        let families = Dictionary(uniqueKeysWithValues: try read(metrics.exposition()).map { ($0.name, $0) })
        #expect(
            families.mapValues(\.type) == [
                "hotline_calls": "counter", "hotline_lag": "gauge", "hotline_call_seconds": "histogram",
            ])
        #expect(families["hotline_calls"]?.help == "Calls \\ \"quoted\"\nand more.")
        let calls = try #require(families["hotline_calls"]?.samples.first)
        #expect((calls.name, calls.value) == ("hotline_calls_total", 3) && calls.labels == ["route": "a\"\\\nb"])
        #expect(families["hotline_lag"]?.samples.map(\.value) == [-0.5])
        let seconds = try #require(families["hotline_call_seconds"]).samples
        #expect(seconds.compactMap { $0.labels["le"] } == ["0.1", "1", "+Inf"])
        #expect(seconds.map(\.value) == [0, 1, 1, 0.2, 1])
    }

    private func read(_ exposition: String) throws -> [Family] {
        let file = FileManager.default.temporaryDirectory.appending(path: "metrics-\(UUID().uuidString).txt")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(exposition.utf8).write(to: file)
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "exposition.py")
        return try TestTools.run(script, [file], needing: "prometheus-client")
            .split(separator: UInt8(ascii: "\n")).map { try JSONDecoder().decode(Family.self, from: $0) }
    }
}
