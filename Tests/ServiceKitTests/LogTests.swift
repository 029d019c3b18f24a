import Contracts
import Foundation
import Synchronization
import Testing

@testable import ServiceKit

@Suite struct LogTests {
    final class Lines: Sendable {
        private let bytes = Mutex<[UInt8]>([])
        var output: LogOutput { LogOutput { line in self.bytes.withLock { $0 += line } } }
        var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }
        func objects() throws -> [[String: String]] {
            try text.split(separator: "\n").map { try JSONDecoder().decode([String: String].self, from: Data($0.utf8)) }
        }
    }

    @Test func aLineIsOneObjectWithTimeLevelServiceAndIds() throws {
        let lines = Lines()
        let log = Log(service: "intake", namespace: "hotline", output: lines.output).with(["district": "changzhou"])
        log.notice("case registered", ["case": "0190a1b2"])
        let line = try #require(try lines.objects().first)
        #expect(
            line.filter { $0.key != "time" } == [
                "level": "notice", "service": "intake", "namespace": "hotline", "district": "changzhou",
                "message": "case registered", "case": "0190a1b2",
            ])
        #expect(Instant(rfc3339: line["time"] ?? "") != nil)
    }

    @Test func aLevelThatIsOffBuildsNothing() {
        let lines = Lines()
        let log = Log(service: "intake", namespace: "hotline", level: .warning, output: lines.output)
        func metadata() -> Log.Metadata {
            Issue.record("built")
            return [:]
        }
        log.info("x", metadata())
        #expect(lines.text.isEmpty)
        log.warning("y")
        #expect(!lines.text.isEmpty)
    }

    @Test(arguments: [
        "a\nb", "a\r\nb", "\u{0}\u{1}\u{1B}[2J", "\"}{\"level\":\"critical\"", "\\", "\u{2028}\u{2029}\u{85}",
        "\u{202E}abc\u{2066}",
        "张三\u{7F}", "🙂", "e\u{301}", "\u{FEFF}\u{200B}",
    ])
    func nothingThatIsLoggedBreaksOrForgesALine(value: String) throws {
        let lines = Lines()
        Log(service: value, namespace: value, output: lines.output).with([value: value]).error(
            "failed", [value + "2": value])
        #expect(lines.text.split(separator: "\n", omittingEmptySubsequences: false).count == 2)
        #expect(!lines.text.unicodeScalars.dropLast().contains { $0.properties.generalCategory == .control })
        #expect(!lines.text.unicodeScalars.contains { $0.properties.generalCategory == .format })
        let line = try #require(try lines.objects().first)
        #expect(line["level"] == "error" && line["service"] == value && line[value + "2"] == value)
    }

    @Test func theLinesOwnKeysCannotBeOverwritten() throws {
        let lines = Lines()
        Log(service: "intake", namespace: "hotline", output: lines.output).info(
            "x", ["level": "critical", "time": "never"])
        let line = try #require(try lines.objects().first)
        #expect(line["level"] == "info" && line["level_"] == "critical" && line["time_"] == "never")
    }

    @Test func aLongValueIsCut() {
        let lines = Lines()
        Log(service: "intake", namespace: "hotline", output: lines.output)
            .info("x", ["body": String(repeating: "长", count: 1_000_000)])
        #expect(lines.text.utf8.count < 5000)
    }

    @Test func manyWritersDoNotInterleave() async throws {
        let lines = Lines()
        let log = Log(service: "intake", namespace: "hotline", output: lines.output)
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<16 {
                group.addTask { for line in 0..<100 { log.info("x", ["writer": "\(writer)", "line": "\(line)"]) } }
            }
        }
        let seen = try lines.objects().map { "\($0["writer"] ?? "")-\($0["line"] ?? "")" }
        #expect(Set(seen).count == 1600)
    }

    @Test(
        "what librdkafka says is a line of the service's own log",
        arguments: [(0, "critical"), (3, "error"), (4, "warning"), (6, "info")])
    func kafkaLine(severity: Int, level: String) throws {
        let lines = Lines()
        let log = Log(service: "intake", namespace: "hotline", output: lines.output)
        log.kafka(severity, "FAIL", "refused\n\"x\"")
        let line = try #require(try lines.objects().first)
        #expect(line["level"] == level && line["event"] == "FAIL" && line["text"] == "refused\n\"x\"")
    }
}
