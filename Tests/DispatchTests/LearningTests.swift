import Contracts
import DispatchService
import Foundation
import Sealing
import TestSupport
import Testing

/// What is learnt of the district's own dispatches, and what is taken back.
@Suite struct LearningTests {
    private func counts(_ dispatch: DispatchFixture) async throws -> [String: Int] {
        let rows = try await dispatch.asAdmin(
            "SELECT unit, sum(cases)::bigint FROM test_dispatch.learnt_units GROUP BY unit HAVING sum(cases) <> 0")
        return Dictionary(uniqueKeysWithValues: try rows.map { try $0.decode((String, Int).self) })
    }

    /// Terms whose counts are not those of the lessons: none, ever.
    private func terms(_ dispatch: DispatchFixture, of unit: String) async throws -> Int {
        let rows = try await dispatch.asAdmin(
            "SELECT coalesce(sum(cases), 0)::bigint FROM test_dispatch.learnt_terms WHERE unit = '\(unit)'")
        return try rows.first?.decode(Int.self) ?? -1
    }

    @Test func aCaseTeachesOnceHoweverOftenItIsSaid() async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await dispatch.handled("水压不足", by: "water-supply")
        let again = try await dispatch.command(order.workOrder, "answer", #"{"text":"已处理"}"#)
        #expect(again.status == 200)
        for receiver in ["station", "office"] {
            let body = #"{"form":"result","receiver":"\#(receiver)","reply":"已处理"}"#
            _ = try await dispatch.command(order.workOrder, "file", body)
        }
        for _ in 1...2 { _ = try await dispatch.command(order.workOrder, "close") }
        try await dispatch.asAdmin(
            """
            INSERT INTO test_dispatch.unlearnt (district, case_id)
            SELECT district, case_id FROM test_dispatch.cases, generate_series(1, 3)
            """)
        try await dispatch.runDueWork()
        #expect(try await counts(dispatch) == ["water-supply": 1])
        #expect(try await terms(dispatch, of: "water-supply") == 3)
        #expect(try await dispatch.count("lessons") == 1)
        #expect(try await dispatch.count("unlearnt") == 0)
    }

    @Test func twoInstancesLearnEachCaseOnce() async throws {
        let one = try await DispatchFixture.with()
        let other = try DispatchFixture(beside: one)
        for number in 0..<60 {
            let id = try await one.raise("第\(number)件水压不足", unit: number % 2 == 0 ? "water-supply" : "xinbei")
            try await one.asAdmin("UPDATE test_dispatch.work_orders SET stage = 'answered' WHERE case_id = '\(id)'")
            try await one.asAdmin(
                """
                INSERT INTO test_dispatch.unlearnt (district, case_id)
                SELECT 'changzhou', '\(id)' FROM generate_series(1, 3)
                """)
        }
        async let mine = one.runDueWork()
        async let theirs = other.runDueWork()
        _ = try await (mine, theirs)
        try await one.runDueWork()
        #expect(try await one.count("unlearnt") == 0)
        #expect(try await counts(one) == ["water-supply": 30, "xinbei": 30])
    }

    @Test func whatNobodyHasAnsweredTeachesNothing() async throws {
        let dispatch = try await DispatchFixture.with()
        _ = try await dispatch.raise("水压不足", unit: "water-supply")
        let order = try #require(try await dispatch.orders().last)
        _ = try await dispatch.command(order.workOrder, "sign")
        #expect(try await dispatch.runDueWork() == 0)
        #expect(try await counts(dispatch).isEmpty)
    }

    @Test func anAssistantTeachesNothing() async throws {
        let dispatch = try await DispatchFixture.with()
        _ = try await dispatch.raise("水压不足", unit: "water-supply")
        let lead = try #require(try await dispatch.orders().last)
        _ = try await dispatch.command(lead.workOrder, "join", #"{"unit":"transport"}"#)
        let assistant = try #require(try await dispatch.orders().last)
        #expect(!assistant.isLead)
        try await dispatch.finish(assistant)
        #expect(try await counts(dispatch).isEmpty)
    }

    @Test func aReturnedCaseIsTakenBackAndTeachesTheNextUnit() async throws {
        let dispatch = try await DispatchFixture.with()
        let first = try await dispatch.handled("水压不足", by: "transport")
        try await dispatch.handled("出租车拒载", by: "transport")
        #expect(try await counts(dispatch) == ["transport": 2])
        try await dispatch.hear(
            ReworkRequested(
                case: first.case, callback: CallbackID(UUID().uuidString.lowercased()), workOrder: first.workOrder,
                unit: UnitID("transport"), round: 1, reason: "notSolved"))
        let second = try #require(try await dispatch.orders().last)
        #expect(try await dispatch.runDueWork() == 0)
        _ = try await dispatch.command(second.workOrder, "object", #"{"duty":"三定方案"}"#)
        _ = try await dispatch.command(second.workOrder, "decide-objection", #"{"isUpheld":true}"#)
        try await dispatch.runDueWork()
        #expect(try await counts(dispatch) == ["transport": 1])
        #expect(try await terms(dispatch, of: "transport") == 4)
        let assigned = try await dispatch.post("cases/\(first.case)/assign", #"{"unit":"water-supply"}"#)
        #expect(assigned.status == 200, "\(assigned)")
        try await dispatch.finish(try #require(try await dispatch.orders().last))
        #expect(try await counts(dispatch) == ["transport": 1, "water-supply": 1])
        #expect(try await terms(dispatch, of: "water-supply") == 3)
    }

    @Test func aCaseThatIsPassedOnTeachesTheUnitThatAnswersIt() async throws {
        let dispatch = try await DispatchFixture.with("doumen")
        _ = try await dispatch.raise("水压不足", unit: "education", of: "doumen")
        let first = try #require(try await dispatch.orders(of: "doumen").last)
        _ = try await dispatch.command(
            first.workOrder, "transfer", #"{"to":"housing","form":"请协调实际承办单位"}"#, of: "doumen")
        try await dispatch.finish(try #require(try await dispatch.orders(of: "doumen").last), of: "doumen")
        #expect(try await counts(dispatch) == ["housing": 1])
    }

    @Test func anAmendedTextTakesThePlaceOfTheOldOne() async throws {
        let dispatch = try await DispatchFixture.with()
        let order = try await dispatch.handled("水压不足", by: "water-supply")
        let text = try dispatch.seal("停水没有通知", of: order.case)
        try await dispatch.hear(AppealAmended(case: order.case, text: text))
        try await dispatch.runDueWork()
        #expect(try await counts(dispatch) == ["water-supply": 1])
        #expect(try await terms(dispatch, of: "water-supply") == 5)
        let closed = try dispatch.seal("停水没有通知", of: order.case, dispatch.vault)
        try await dispatch.hear(AppealAmended(case: order.case, category: .report, text: closed))
        try await dispatch.runDueWork()
        #expect(try await counts(dispatch).isEmpty)
        #expect(try await terms(dispatch, of: "water-supply") == 0)
        #expect(try await dispatch.count("learnt_terms") == 0)
        #expect(try await dispatch.count("lessons") == 0)
    }

    @Test func aRepeatTeachesNothingBesideItsParent() async throws {
        let dispatch = try await DispatchFixture.with()
        let parent = try await dispatch.handled("水压不足", by: "water-supply")
        let order = try await dispatch.handled("水压不足", by: "water-supply")
        try await dispatch.hear(AppealLinked(case: order.case, parent: parent.case))
        try await dispatch.runDueWork()
        #expect(try await counts(dispatch) == ["water-supply": 1])
    }

    @Test func aTextThatCannotBeOpenedHoldsUpNobody() async throws {
        let dispatch = try await DispatchFixture.with()
        for text in ["水压不足", "停水没有通知"] {
            let id = try await dispatch.raise(text, unit: "water-supply")
            let order = try #require(try await dispatch.orders().last { $0.case == id })
            if text == "水压不足" {
                try await dispatch.asAdmin(
                    "UPDATE test_dispatch.cases SET text_box = 'AAAA' || substr(text_box, 5) WHERE case_id = '\(id)'")
            }
            try await dispatch.finish(order)
        }
        #expect(try await counts(dispatch) == ["water-supply": 1])
        #expect(try await dispatch.count("unlearnt") == 0)
    }

    @Test func whatWasLearntEndsWithItsMonthsKeyAndAfterAYear() async throws {
        let dispatch = try await DispatchFixture.with()
        try await dispatch.teach(22)
        // Another month has other hashes: what May has taught is found in July.
        dispatch.clock.advance(bySeconds: 60 * 86_400)
        #expect(try await dispatch.suggestedUnits(for: "水压不足").first == "water-supply")
        try await dispatch.teach(20)
        let id = try await dispatch.raise("水压不足")
        #expect(try await dispatch.suggestions(for: id).object["learnt"] as? Int == 42)
        try dispatch.keys.destroy(district: DistrictID("changzhou"), month: #require(Month("2020-05")))
        #expect(try await dispatch.suggestions(for: id).object["learnt"] as? Int == 20)
        #expect(try await dispatch.suggestedUnits(for: "水压不足").first == "water-supply")
        dispatch.clock.advance(bySeconds: 345 * 86_400)
        try await dispatch.runDueWork()
        #expect(try await counts(dispatch).values.reduce(0, +) == 20)
        dispatch.clock.advance(bySeconds: 90 * 86_400)
        try await dispatch.runDueWork()
        for table in ["lessons", "learnt_terms", "learnt_units"] { #expect(try await dispatch.count(table) == 0) }
    }
}
