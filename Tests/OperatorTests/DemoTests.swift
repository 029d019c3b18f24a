import Contracts
import Foundation
import TestSupport
import Testing

@testable import OperatorService

/// `hotline demo` as its own process, as a person would run it, only shorter.
@Suite(.serialized) struct DemoTests {
    @Test func itPlaysALiveBroadcastAndTwoSeasonsAndStopsWhatItStarted() async throws {
        let stack = try StackFixture()
        let said = try await stack.hotline(
            "demo", "--calls", "30", "--seconds", "4", "--shows", "1", "--appeals", "6")
        let lines = said.split(separator: "\n").map(String.init)
        let live = try #require(lines.first { $0.contains("30 calls: ") })
        let figures = live.split { !$0.isNumber && $0 != "," }.compactMap { Int($0.replacing(",", with: "")) }
        // Each call of the show, also one that was not put through, is a work order when it has closed, with its clocks.
        #expect(figures.count == 4 && figures[1] == 30, "\(live)")
        #expect(figures[2] > figures[1] && figures[3] > 0, "\(live)")
        let table = lines.filter { $0.split(separator: " ").count == 13 && $0.contains(where: \.isNumber) }
        #expect(table.count >= 2 && table.last?.split(separator: " ").suffix(8).allSatisfy { $0 == "0" } == true)
        for title in ["斗门", "常州"] { #expect(lines.contains { $0.hasPrefix("台账") && $0.contains(title) }) }
        #expect(lines.contains { $0.contains("诉求 appeals: 6 in 1 shows") })
        #expect(lines.last?.contains("Everything it started is stopped") == true)
        #expect(try ServiceName.allCases.allSatisfy { try stack.process($0) == nil })
        try stack.remove()
    }

    @Test func ctrlCEndsItInOrder() async throws {
        let stack = try StackFixture()
        let demo = Process()
        demo.executableURL = StackFixture.programmes.appending(path: "hotline")
        demo.arguments = ["demo", "--calls", "10", "--seconds", "2", "--appeals", "6"]
        demo.environment = stack.environment
        let log = FileManager.default.temporaryDirectory.appending(path: "hotline-demo-\(UUID().uuidString)")
        try Data().write(to: log)
        let output = try FileHandle(forWritingTo: log)
        (demo.standardOutput, demo.standardError, demo.standardInput) = (output, output, FileHandle.nullDevice)
        try demo.run()
        defer { if demo.isRunning { kill(demo.processIdentifier, SIGKILL) } }
        try await eventually("the seasons begin", within: .seconds(120)) {
            try String(contentsOf: log, encoding: .utf8).contains("2. Whole seasons") ? true : nil
        }
        try await Task.sleep(for: .seconds(2))
        demo.interrupt()
        try await eventually("its end", within: .seconds(30)) { demo.isRunning ? nil : true }
        let said = try String(contentsOf: log, encoding: .utf8)
        #expect(demo.terminationStatus == 130, "\(said)")
        #expect(said.contains("interrupted: ending in order"))
        #expect(try ServiceName.allCases.allSatisfy { try stack.process($0) == nil })
        try FileManager.default.removeItem(at: log)
        try stack.remove()
    }
}
