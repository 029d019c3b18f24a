import Contracts
import Foundation
import HTTP
import Messaging
import ServiceKit
import TestSupport
import Testing

@testable import OperatorService

/// A district made only of data files, given to the five services over their routes: no code knows a district.
@Suite(.serialized) struct ThirdDistrictFlowTests {
    private static let base = "/v1/districts/elsewhere"

    @Test("its show, clocks, hours, days, words and ladders go through all services")
    func elsewhere() async throws {
        let clock = ManualClock(try Self.instant("2020-01-02T09:00"))
        let files = try Elsewhere.read()
        let (ensemble, performer) = try await SeasonTests.ensemble(of: [files], clock)
        try await ensemble.run {
            let town = Town(ensemble: ensemble, performer: performer, clock: clock)
            try await town.load(files)
            try await Self.show(town)
        }
    }

    private static func show(_ town: Town) async throws {
        let shows = try await town.ask(.get, "season", of: .intake).objects("broadcasts")
        #expect(shows.compactMap { $0["id"] as? String } == ["2020-01-06", "2020-02-03"])
        #expect(shows.first?["opensAt"] as? String == "2020-01-06T11:00:00Z")
        #expect(shows.first?["units"] as? [String] == ["well"])
        try await town.pass(to: instant("2020-01-06T20:00"))
        try await town.ask(.post, "broadcasts/2020-01-06/open", of: .intake)
        let call = try await town.ask(
            .post, "broadcasts/2020-01-06/calls", of: .intake,
            #"{"outcome":"accepted","category":"complaint","unit":"well","text":"井盖不见了"}"#)
        #expect(call["caseNumber"].hasPrefix("EL200106-"))
        try await town.pass(to: instant("2020-01-06T21:00"))
        try await town.ask(.post, "broadcasts/2020-01-06/close", of: .intake)
        // Tuesday is the district's own day off; 8 hours on Wednesday, 2 on Thursday, by its own zone.
        let thanks = try await town.deadline("EL-1", of: call["case"])
        #expect(thanks.due == (try instant("2020-01-09T10:00")))
        #expect(thanks.chinese.contains("谢（thanks）：规则 EL-1，一；责任方 station；计时中"))
        #expect(thanks.chinese.contains("本地放假（节）"))
        try await answer(call["case"], town)
        try await missed(town)
    }

    private static func answer(_ id: String, _ town: Town) async throws {
        try await town.pass(to: instant("2020-01-08T10:00"))
        let orders = try await town.ask(.get, "work-orders", of: .dispatch).objects("workOrders")
        let order = try #require(orders.first?["workOrder"] as? String)
        #expect(orders.first?["unit"] as? String == "well")
        for (verb, body) in [("sign", "{}"), ("answer", #"{"text":"已经补上"}"#)] {
            try await town.ask(.post, "work-orders/\(order)/\(verb)", of: .dispatch, body)
        }
        let hear = try await town.deadline("EL-2", of: id)
        #expect(hear.due == (try instant("2020-01-09T10:00")))
        #expect(hear.chinese.contains("依据：不晚于时钟 thanks"))
        #expect(hear.chinese.contains("promptly.workingDays = 3"))
    }

    private static func missed(_ town: Town) async throws {
        try await town.pass(to: instant("2020-01-09T10:01"))
        let supervisions = try await town.ask(.get, "supervisions", of: .deadlineWatcher).objects("supervisions")
        #expect(supervisions.compactMap { $0["rule"] as? String }.contains("EL-4"), "\(supervisions)")
        #expect(supervisions.contains { $0["filedAt"] is String }, "\(supervisions)")
    }

    private static func instant(_ local: String) throws -> Instant {
        try #require(Instant(rfc3339: "\(local):00+09:00"))
    }

    /// The district in the running services.
    private struct Town: Sendable {
        let ensemble: Ensemble
        let performer: Performer
        let clock: ManualClock

        func load(_ files: PlayedDistrict) async throws {
            try await performer.give([files], to: ensemble)
            try await performer.giveSeason(of: files, to: ensemble)
        }

        @discardableResult
        func ask(
            _ method: HTTP.Method, _ path: String, of service: ServiceName, _ body: String = ""
        ) async throws -> Answer {
            let answer = Answer(try await performer.asOperator(method, "\(base)/\(path)", body, to: service))
            try await ensemble.flight.untilStill()
            return answer
        }

        /// Time passes; what falls due is done.
        func pass(to instant: Instant) async throws {
            clock.advance(to: instant)
            var done = 0
            repeat {
                try await ensemble.flight.untilStill()
                done = 0
                for member in ensemble.members {
                    member.progress.confirm(at: instant)
                    for work in member.dueWork { done += try await work.run(at: instant) }
                }
            } while done > 0
        }

        func deadline(_ rule: String, of id: String) async throws -> (due: Instant?, chinese: String) {
            let answer = try await ask(.get, "cases/\(id)/deadlines", of: .deadlineWatcher)
            let found = answer.objects("deadlines").first { $0["rule"] as? String == rule }
            let words = found?["explanation"] as? [String: Any]
            return ((found?["due"] as? String).flatMap { Instant(rfc3339: $0) }, words?["zh"] as? String ?? "")
        }
    }
}
