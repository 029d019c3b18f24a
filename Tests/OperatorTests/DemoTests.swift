import Contracts
import Foundation
import Postgres
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
        let demo = try RunningDemo(over: stack, "--calls", "10", "--seconds", "2", "--appeals", "6")
        try await eventually("the seasons begin", within: .seconds(120)) {
            try demo.said.contains("2. Whole seasons") ? true : nil
        }
        try await Task.sleep(for: .seconds(2))
        let (status, said) = try await demo.interrupt()
        #expect(status == 130, "\(said)")
        #expect(said.contains("interrupted: ending in order"))
        #expect(try ServiceName.allCases.allSatisfy { try stack.process($0) == nil })
        try stack.remove()
    }

    /// CZ-42: what was raised on air goes out when the show closes, and nobody else closes a show that was opened by hand.
    @Test func aShowThatIsInterruptedIsClosedAndWhatWasRaisedGoesOutCZ42() async throws {
        let stack = try StackFixture()
        _ = try await stack.hotline("up")
        do {
            try await interruptTheShow(of: stack)
        } catch {
            _ = try await stack.hotline("down")
            throw error
        }
        _ = try await stack.hotline("down")
        try stack.remove()
    }

    private func interruptTheShow(of stack: StackFixture) async throws {
        let connections = try StackConnections(try stack.settings())
        let admin = try await Connection.connect(to: connections.administrator())
        @Sendable func count(_ type: String, of service: ServiceName) async throws -> Int {
            let journal = "\(connections.role(of: service)).journal"
            let rows = try await admin.run(SQL(stringLiteral: "SELECT count(*) FROM \(journal) WHERE type = '\(type)'"))
            return try rows.first?.decode(Int.self) ?? 0
        }
        let demo = try RunningDemo(over: stack, "--calls", "200", "--seconds", "40")
        try await eventually("some calls", within: .seconds(60)) {
            try await count(AppealRegistered.type, of: .intake) > 5 ? true : nil
        }
        let (status, said) = try await demo.interrupt()
        #expect(status == 130 && said.contains("The stack ran before and goes on"), "\(said)")
        let shows = try await admin.run(
            SQL(stringLiteral: "SELECT state FROM \(connections.role(of: .intake)).broadcasts WHERE is_by_hand"))
        #expect(try shows.map { try $0.decode(String.self) } == ["closed"], "\(said)")
        let calls = try await count(AppealRegistered.type, of: .intake)
        try await eventually("a work order for each of \(calls) calls") {
            try await count(WorkOrderDispatched.type, of: .dispatch) == calls ? true : nil
        }
        await admin.close()
    }
}
