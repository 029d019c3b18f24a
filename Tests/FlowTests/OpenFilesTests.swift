import Foundation
import TestSupport
import Testing

/// A process that may have few files open keeps those that the database and the broker need.
@Suite(.serialized) struct OpenFilesTests {
    @Test func theSoftLimitIsRaisedToTheHardOne() async throws {
        let intake = try await Stack().service("intake")
        try intake.start(openFiles: .init(soft: 256, hard: 6000))
        try await intake.untilReady()
        #expect(try intake.openFiles() == 6000)
        #expect(try !intake.said().contains("RLIMIT_NOFILE"))
    }

    @Test func aFullServerOfFewFilesStillReachesDatabaseAndBroker() async throws {
        let stack = try await Stack()
        let intake = try await stack.intake()
        try await intake.stop()
        try intake.start(openFiles: .init(soft: 256, hard: 256))
        try await intake.untilReady()
        let line = try #require(try intake.said().split(separator: "\n").last { $0.contains("RLIMIT_NOFILE") })
        #expect(line.contains(#""level":"warning""#) && line.contains(#""limit":"256""#))
        // 256 without the 8 of the pool and the 128 of the reserve.
        #expect(line.contains(#""connections":"120""#) && line.contains(#""wanted":"4096""#))
        let clients = try (0..<300).map { _ in try IdleClient(to: intake.port) }
        try await eventually("the server is full") { try intake.openSockets() >= 120 ? true : nil }
        // What it stands on is lost, and has to be reached anew while every connection is taken.
        _ = try await stack.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '\(stack.namespace)_intake'")
        try await eventually("the relay is back") {
            try await stack.count(
                "pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' "
                    + "AND usename = '\(stack.namespace)_intake'")
                > 0 ? true : nil
        }
        #expect(try intake.openSockets() < 256)
        for client in clients { client.close() }
        try await intake.untilReady()
        // While no file was free it could not connect, and for up to two seconds it does not try again: 503.
        let answer = try await eventually("an appeal is taken") {
            let answer = try await stack.appeal("few-files", to: intake)
            return answer.status == 503 ? nil : answer
        }
        #expect(answer.status == 201, "\(answer)")
        try await eventually("it is sent") { try await stack.count("unsent") == 0 ? true : nil }
    }

    @Test func tooFewFilesAreRefusedByName() async throws {
        let intake = try await Stack().service("intake")
        try intake.start(openFiles: .init(soft: 100, hard: 150))
        try await intake.untilGone()
        #expect(try intake.said().contains("RLIMIT_NOFILE: must allow at least 200 open files (ulimit -n), allows 150"))
    }
}
