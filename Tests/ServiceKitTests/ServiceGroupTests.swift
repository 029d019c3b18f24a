import Foundation
import Synchronization
import Testing

@testable import ServiceKit

/// What happened, in order.
private final class Course: Sendable {
    private let events = Mutex<[String]>([])
    var all: [String] { events.withLock { $0 } }
    func add(_ event: String) { events.withLock { $0.append(event) } }
}

private struct Broken: Error, CustomStringConvertible {
    let description = "the connection was refused"
}

private struct Part: Service {
    enum Manner { case good, fails, leaves, failsAtTheEnd, hangsUntilCancelled }

    let name: String
    let course: Course
    var manner = Manner.good

    func run(until shutdown: ShutdownSignal) async throws {
        course.add("\(name) runs")
        switch manner {
        case .fails: throw Broken()
        case .leaves: return
        case .hangsUntilCancelled: try await Task.sleep(for: .seconds(3600))
        case .good, .failsAtTheEnd: await shutdown.wait()
        }
        course.add("\(name) ends")
        await Task.yield()
        if manner == .failsAtTheEnd { throw Broken() }
        course.add("\(name) ended")
    }
}

@Suite struct ServiceGroupTests {
    private let course = Course()
    private let log = Log(service: "test", namespace: "test", output: .nowhere)

    private func group(_ manners: [Part.Manner], grace: Duration = .seconds(25)) -> ServiceGroup {
        let names = ["pool", "producer", "relay", "consumer", "http"]
        return ServiceGroup(
            zip(names, manners).map { Part(name: $0, course: course, manner: $1) }, grace: grace, log: log)
    }

    @Test func eachEarlierPartIsStoppedAfterTheLaterOnesEnded() async throws {
        let shutdown = ShutdownSignal()
        let group = group([.good, .good, .good, .good, .good])
        async let run: Void = group.run(until: shutdown)
        try await eventually("all run") { [course] in course.all.count == 5 }
        shutdown.give()
        try await run
        #expect(
            course.all.dropFirst(5) == [
                "http ends", "http ended", "consumer ends", "consumer ended", "relay ends", "relay ended",
                "producer ends", "producer ended", "pool ends", "pool ended",
            ])
    }

    @Test func aPartThatFailsBringsTheOthersDownInOrderAndIsNamed() async throws {
        let error = await #expect(throws: ServiceFailed.self) {
            try await group([.good, .fails, .good]).run(until: ShutdownSignal())
        }
        #expect("\(try #require(error))" == "producer: the connection was refused")
        #expect(course.all.filter { $0.hasSuffix("ended") } == ["relay ended", "pool ended"])
    }

    @Test func aPartThatEndsUnaskedIsAFault() async throws {
        let error = await #expect(throws: ServiceFailed.self) {
            try await group([.good, .good, .leaves]).run(until: ShutdownSignal())
        }
        #expect("\(try #require(error))" == "relay: ended without being asked")
        // The others may begin only after the third has left already.
        let endings = course.all.filter { !$0.hasSuffix("runs") }
        #expect(endings == ["producer ends", "producer ended", "pool ends", "pool ended"])
    }

    @Test func aFaultWhileEndingIsToldAndTheRestStillEnds() async throws {
        let shutdown = ShutdownSignal()
        shutdown.give()
        let error = await #expect(throws: ServiceFailed.self) {
            try await group([.good, .failsAtTheEnd, .good]).run(until: shutdown)
        }
        #expect(error?.part == "producer")
        #expect(course.all.last == "pool ended")
    }

    @Test func whoDoesNotEndWithinTheGraceIsCancelled() async throws {
        let shutdown = ShutdownSignal()
        shutdown.give()
        await #expect(throws: GraceExceeded.self) {
            try await group([.good, .hangsUntilCancelled, .good], grace: .milliseconds(50)).run(until: shutdown)
        }
        #expect(course.all.contains("relay ended") && course.all.contains("pool ended"))
    }

    @Test func cancellingTheTaskEndsTheGroup() async throws {
        let group = group([.good, .good])
        let task = Task { try await group.run(until: ShutdownSignal()) }
        try await eventually("both run") { [course] in course.all.count == 2 }
        task.cancel()
        _ = await task.result
        #expect(course.all.filter { $0.hasSuffix("ended") }.count == 2)
    }

    @Test func sigtermEndsTheProcessWithZero() async {
        await #expect(processExitsWith: .exitCode(0)) {
            await Launch.run("test") { try await Self.processGroup([.good, .good], signal: SIGTERM).run() }
        }
        await #expect(processExitsWith: .exitCode(0)) {
            await Launch.run("test") { try await Self.processGroup([.good], signal: SIGINT).run() }
        }
    }

    @Test func aFailedPartEndsTheProcessWithOneAndALine() async throws {
        let result = await #expect(processExitsWith: .exitCode(1), observing: [\.standardErrorContent]) {
            await Launch.run("dispatch") { try await Self.processGroup([.good, .fails], signal: nil).run() }
        }
        let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
        #expect(text.contains("dispatch: producer: the connection was refused\n"))
    }

    @Test func wrongSettingsEndTheProcessWithTwoAndALineEach() async throws {
        let result = await #expect(processExitsWith: .exitCode(2), observing: [\.standardErrorContent]) {
            await Launch.run("intake") {
                var settings = Settings(product: "intake", environment: ["HOTLINE_A": "x", "HOTLINE_B": "y"])
                _ = settings.integer("HOTLINE_A", default: 1, in: 1...9, "a")
                _ = settings.flag("HOTLINE_B", default: true, "b")
                try settings.check()
            }
        }
        let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
        #expect(
            text.hasSuffix(
                "intake: HOTLINE_A: must be 1–9, is \"x\"\nintake: HOTLINE_B: must be true or false, is \"y\"\n"))
    }

    private static func processGroup(_ manners: [Part.Manner], signal: Int32?) -> ServiceGroup {
        let course = Course()
        var parts: [any Service] = zip(["pool", "producer"], manners).map { Part(name: $0, course: course, manner: $1) }
        if let signal { parts.append(SignalSender(signal: signal)) }
        return ServiceGroup(parts, log: Log(service: "test", namespace: "test", output: .nowhere))
    }
}

/// Sends its own process a signal once it runs.
private struct SignalSender: Service {
    let name = "sender"
    let signal: Int32

    func run(until shutdown: ShutdownSignal) async throws {
        kill(getpid(), signal)
        await shutdown.wait()
    }
}
