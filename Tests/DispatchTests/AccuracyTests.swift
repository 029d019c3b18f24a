import Contracts
import DispatchService
import Foundation
import TestSupport
import Testing

/// How often the unit that the operator chose was suggested is counted and shown.
@Suite struct AccuracyTests {
    @Test func everyChoiceOfTheOperatorIsCountedOnce() async throws {
        let dispatch = try await DispatchFixture.with()
        let unlearnt = try await dispatch.raise("水压不足")
        #expect(try await dispatch.post("cases/\(unlearnt)/assign", #"{"unit":"transport"}"#).status == 200)
        try await dispatch.teach()
        for (text, unit) in [("水压不足", "water-supply"), ("水压不足水压不稳，占道经营", "urban-management"), ("占道经营", "xinbei")] {
            let id = try await dispatch.raise("\(text)请处理")
            for _ in 1...2 {
                let answer = try await dispatch.post("cases/\(id)/assign", #"{"unit":"\#(unit)"}"#)
                #expect(answer.status == 200, "\(answer)")
            }
            #expect(try await dispatch.post("cases/\(id)/assign", #"{"unit":"metro"}"#).status == 409)
        }
        let accuracy = try await dispatch.get("suggestions/accuracy", as: .supervisor)
        #expect(accuracy.object["decided"] as? Int == 4)
        #expect(accuracy.object["offered"] as? Int == 3)
        #expect(accuracy.object["top1"] as? Int == 1)
        #expect(accuracy.object["top3"] as? Int == 2)
        #expect(abs((accuracy.object["top3Share"] as? Double ?? 0) - 2.0 / 3) < 1e-9)
        dispatch.clock.advance(bySeconds: 366 * 86_400)
        let later = try await dispatch.get("suggestions/accuracy")
        #expect(later.object["decided"] as? Int == 0)
        #expect(later.object["top1Share"] == nil)
    }

    @Test func aReturnedCaseIsCountedWhenItIsAssignedAgain() async throws {
        let dispatch = try await DispatchFixture.with()
        try await dispatch.teach()
        _ = try await dispatch.raise("水压不足", unit: "transport")
        let order = try #require(try await dispatch.orders().last)
        _ = try await dispatch.command(order.workOrder, "object", #"{"duty":"三定方案"}"#)
        _ = try await dispatch.command(order.workOrder, "decide-objection", #"{"isUpheld":true}"#)
        #expect(try await dispatch.count("suggestion_outcomes") == 0)
        for _ in 1...2 {
            let answer = try await dispatch.command(order.workOrder, "assign", #"{"unit":"water-supply"}"#)
            #expect(answer.status == 200, "\(answer)")
        }
        let accuracy = try await dispatch.get("suggestions/accuracy")
        #expect(accuracy.object["offered"] as? Int == 1)
        #expect(accuracy.object["top1"] as? Int == 1)
    }

    @Test func aUnitThatPassesACaseOnIsNoChoiceOfTheOperator() async throws {
        let dispatch = try await DispatchFixture.with("doumen")
        let order = try await dispatch.sent(to: "education", of: "doumen")
        _ = try await dispatch.command(
            order.workOrder, "transfer", #"{"to":"housing","form":"请协调实际承办单位"}"#, of: "doumen")
        #expect(try await dispatch.orders(of: "doumen").count == 2)
        #expect(try await dispatch.count("suggestion_outcomes") == 0)
    }
}
