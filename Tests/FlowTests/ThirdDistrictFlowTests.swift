import Contracts
import Foundation
import TestSupport
import Testing

@testable import OperatorService

/// A district made only of data files, given to the five services over their routes: no code knows a district.
@Suite(.serialized) struct ThirdDistrictFlowTests {
    @Test("its show, clocks, hours, days, words and ladders go through all services")
    func elsewhere() async throws {
        try await ElsewhereTown.run(from: "2020-01-02T09:00") { try await Self.show($0) }
    }

    private static func show(_ town: ElsewhereTown) async throws {
        let shows = try await town.ask(.get, "season", of: .intake).objects("broadcasts")
        #expect(shows.compactMap { $0["id"] as? String } == ["2020-01-06", "2020-02-03"])
        #expect(shows.first?["opensAt"] as? String == "2020-01-06T11:00:00Z")
        #expect(shows.first?["units"] as? [String] == ["well"])
        try await town.pass(to: "2020-01-06T20:00")
        try await town.ask(.post, "broadcasts/2020-01-06/open", of: .intake)
        let call = try await town.ask(
            .post, "broadcasts/2020-01-06/calls", of: .intake,
            #"{"outcome":"accepted","category":"complaint","unit":"well","text":"井盖不见了"}"#)
        #expect(call["caseNumber"].hasPrefix("EL200106-"))
        try await town.pass(to: "2020-01-06T21:00")
        try await town.ask(.post, "broadcasts/2020-01-06/close", of: .intake)
        // Tuesday is the district's own day off; 8 hours on Wednesday, 2 on Thursday, by its own zone.
        let thanks = try #require(try await town.deadlines("EL-1", of: call["case"]).first)
        #expect(thanks.due == (try ElsewhereTown.instant("2020-01-09T10:00")))
        #expect(thanks.chinese.contains("谢（thanks）：规则 EL-1，一；责任方 station；计时中"))
        #expect(thanks.chinese.contains("本地放假（节）"))
        try await answer(call["case"], town)
        try await missed(town)
    }

    private static func answer(_ id: String, _ town: ElsewhereTown) async throws {
        try await town.pass(to: "2020-01-08T10:00")
        let orders = try await town.ask(.get, "work-orders", of: .dispatch).objects("workOrders")
        let order = try #require(orders.first?["workOrder"] as? String)
        #expect(orders.first?["unit"] as? String == "well")
        for (verb, body) in [("sign", "{}"), ("answer", #"{"text":"已经补上"}"#)] {
            try await town.ask(.post, "work-orders/\(order)/\(verb)", of: .dispatch, body)
        }
        let hear = try #require(try await town.deadlines("EL-2", of: id).first)
        #expect(hear.due == (try ElsewhereTown.instant("2020-01-09T10:00")))
        #expect(hear.chinese.contains("依据：不晚于时钟 thanks"))
        #expect(hear.chinese.contains("promptly.workingDays = 3"))
    }

    private static func missed(_ town: ElsewhereTown) async throws {
        try await town.pass(to: "2020-01-09T10:01")
        let supervisions = try await town.ask(.get, "supervisions", of: .deadlineWatcher).objects("supervisions")
        #expect(supervisions.compactMap { $0["rule"] as? String }.contains("EL-4"), "\(supervisions)")
        #expect(supervisions.contains { $0["filedAt"] is String }, "\(supervisions)")
    }
}
