import Contracts
import DeadlineWatcherService
import Foundation
import TestSupport
import Testing
import WorkingCalendar

@Suite("A citizen's wait is counted from end to end")
struct AgeTests {
    private struct Leg: Equatable {
        let kind: String
        let unit: String?
        let days: Int
    }

    private func age(_ watcher: WatcherFixture, _ tale: Tale, as who: Who = .operator) async throws -> [String: Any] {
        let path = "/v1/districts/\(tale.district)/cases/\(tale.id)/deadlines"
        let answer = try await watcher.send(.get, path, as: who)
        return try #require(answer.object["age"] as? [String: Any])
    }

    private func legs(_ age: [String: Any]) throws -> [Leg] {
        try #require(age["legs"] as? [[String: Any]]).map {
            Leg(
                kind: try #require($0["kind"] as? String), unit: $0["unit"] as? String,
                days: try #require($0["workingDays"] as? Int))
        }
    }

    private func instants(_ age: [String: Any], _ end: String) throws -> [String?] {
        try #require(age["legs"] as? [[String: Any]]).map { $0[end] as? String }
    }

    private func text(_ watcher: WatcherFixture, _ tale: Tale, _ language: Language) async throws -> String? {
        let (id, district, now) = (tale.id.rawValue, DistrictID(tale.district), watcher.clock.now())
        return try await watcher.store.read(in: district) { transaction in
            try DeadlineDesk().age(of: id, in: district, at: now, language, transaction)
        }
    }

    @Test("X17, DM-32: passing a matter on begins a new leg, and the age goes on from the first word")
    func passedOn() async throws {
        let watcher = try await WatcherFixture.district("doumen", "2016-06-07T18:40")
        let tale = Tale.doumen(watcher)
        try await tale.registered("2016-06-07T17:45", isForeign: true)
        try await tale.dispatched("2016-06-07T18:40", registered: "2016-06-07T17:45", isForeign: true)
        try await tale.hear(tale.transferred, "2016-06-12T09:00")
        var second = tale
        (second.order, second.unit) = (WorkOrderID("order-2"), UnitID("transport"))
        try await second.dispatched(
            "2016-06-13T10:00", registered: "2016-06-07T17:45", basis: .transfer, isForeign: true)
        watcher.clock.advance(to: at("2016-06-15T09:00"))
        let open = try await age(watcher, tale)
        #expect(open["since"] as? String == "2016-06-07T09:45:00Z" && open["until"] == nil)
        // The 8th, the make-up Sunday, 13, 14, 15.
        #expect(open["workingDays"] as? Int == 5)
        #expect(
            try legs(open) == [
                Leg(kind: "dispatch", unit: nil, days: 0), Leg(kind: "handling", unit: "baijiao-town", days: 2),
                Leg(kind: "handOver", unit: nil, days: 1), Leg(kind: "handling", unit: "transport", days: 2),
            ])
        #expect(try legs(await age(watcher, tale, as: .unit("transport"))).compactMap(\.unit) == ["transport"])
        try await second.hear(second.closed, "2016-06-16T09:00")
        watcher.clock.advance(to: at("2016-07-01T09:00"))
        let closed = try await age(watcher, tale)
        #expect(closed["until"] as? String == "2016-06-16T01:00:00Z" && closed["workingDays"] as? Int == 6)
        let english = try await text(watcher, tale, .english)
        #expect(
            english == """
                End to end: since 2016-06-07 17:45, until 2016-06-16 09:00, 6 working days
                  dispatch: since 2016-06-07 17:45, until 2016-06-07 18:40, 0 working days
                  handling by baijiao-town: since 2016-06-07 18:40, until 2016-06-12 09:00, 2 working days
                  hand-over: since 2016-06-12 09:00, until 2016-06-13 10:00, 1 working day
                  handling by transport: since 2016-06-13 10:00, until 2016-06-16 09:00, 3 working days
                """)
        let chinese = try await text(watcher, tale, .chinese)
        #expect(chinese?.hasPrefix("全程：自 2016-06-07 17:45 起，至 2016-06-16 09:00，6 个工作日\n  派单：") == true)
    }

    @Test("CZ-59, X17: another round goes on with the age of the first")
    func anotherRound() async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:10")
        let tale = Tale.changzhou(watcher)
        try await tale.registered("2020-05-14T09:30")
        try await tale.dispatched("2020-05-14T10:10", registered: "2020-05-14T09:30")
        try await tale.hear(tale.answered, "2020-05-18T10:00")
        try await tale.hear(tale.closed, "2020-05-19T10:00")
        watcher.clock.advance(to: at("2020-05-20T09:00"))
        #expect(try await age(watcher, tale)["until"] as? String == "2020-05-19T02:00:00Z")
        var again = tale
        again.order = WorkOrderID("order-2")
        try await again.dispatched("2020-05-20T10:00", registered: "2020-05-14T09:30", basis: .rework, round: 2)
        watcher.clock.advance(to: at("2020-05-22T09:00"))
        let open = try await age(watcher, tale)
        #expect(open["until"] == nil && open["workingDays"] as? Int == 6)
        #expect(
            try legs(open) == [
                Leg(kind: "dispatch", unit: nil, days: 0), Leg(kind: "handling", unit: "xinbei", days: 3),
                Leg(kind: "review", unit: nil, days: 1), Leg(kind: "handling", unit: "xinbei", days: 2),
            ])
    }

    @Test("CZ-57, CZ-59, X17: papers and close of a round that come after the next began belong to no later leg")
    func papersAfterTheNextRoundBegan() async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:10")
        let (tale, again) = try await reworked(watcher)
        try await tale.hear(tale.closed, "2020-05-22T10:00")
        watcher.clock.advance(to: at("2020-05-25T09:00"))
        let open = try await age(watcher, tale)
        #expect(open["until"] == nil)
        let before = [
            Leg(kind: "dispatch", unit: nil, days: 0), Leg(kind: "handling", unit: "xinbei", days: 2),
            Leg(kind: "review", unit: nil, days: 2),
        ]
        #expect(try legs(open) == before + [Leg(kind: "handling", unit: "xinbei", days: 3)])
        #expect(try instants(open, "to").dropLast() == instants(open, "from").dropFirst())
        try await again.hear(again.closed, "2020-05-26T10:00")
        let closed = try await age(watcher, tale)
        #expect(closed["until"] as? String == "2020-05-26T02:00:00Z")
        #expect(try legs(closed) == before + [Leg(kind: "handling", unit: "xinbei", days: 4)])
    }

    @Test("CZ-57, CZ-59, X17: the age ends with the last round that is open, though it be an earlier one")
    func anEarlierRoundIsStillOpen() async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:10")
        let (tale, again) = try await reworked(watcher)
        try await again.hear(again.answered, "2020-05-21T10:00")
        try await again.hear(again.closed, "2020-05-22T10:00")
        watcher.clock.advance(to: at("2020-05-25T09:00"))
        let open = try await age(watcher, tale)
        #expect(open["until"] == nil && open["workingDays"] as? Int == 7)
        #expect(
            try legs(open).suffix(2) == [
                Leg(kind: "handling", unit: "xinbei", days: 2), Leg(kind: "handling", unit: "xinbei", days: 1),
            ])
        try await tale.hear(tale.closed, "2020-05-27T10:00")
        watcher.clock.advance(to: at("2020-06-25T09:00"))
        let closed = try await age(watcher, tale)
        #expect(closed["until"] as? String == "2020-05-27T02:00:00Z" && closed["workingDays"] as? Int == 9)
        #expect(try instants(closed, "to").dropLast() == instants(closed, "from").dropFirst())
    }

    /// Answered on the 18th and asked for again on the 20th, before the papers of the first round came.
    private func reworked(_ watcher: WatcherFixture) async throws -> (first: Tale, second: Tale) {
        let tale = Tale.changzhou(watcher)
        try await tale.registered("2020-05-14T09:30")
        try await tale.dispatched("2020-05-14T10:10", registered: "2020-05-14T09:30")
        try await tale.hear(tale.answered, "2020-05-18T10:00")
        var again = tale
        again.order = WorkOrderID("order-2")
        try await again.dispatched("2020-05-20T10:00", registered: "2020-05-14T09:30", basis: .rework, round: 2)
        return (tale, again)
    }

    @Test("X17: what was handed back stays open, though another round of it is closed")
    func handedBackWhileAnotherRoundCloses() async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:10")
        let (tale, again) = try await reworked(watcher)
        let upheld = ObjectionDecided(
            case: tale.id, workOrder: tale.order, unit: tale.unit, isUpheld: true, by: "operator")
        try await tale.hear(upheld, "2020-05-21T10:00")
        try await again.hear(again.closed, "2020-05-22T10:00")
        watcher.clock.advance(to: at("2020-05-25T09:00"))
        let open = try await age(watcher, tale)
        #expect(open["until"] == nil)
        #expect(try legs(open).last == Leg(kind: "handOver", unit: nil, days: 1))
    }

    @Test("X17: what repeats another ages with that from the link on, and no longer by itself")
    func linked() async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:10")
        let tale = Tale.changzhou(watcher)
        try await tale.registered("2020-05-14T09:30")
        try await tale.dispatched("2020-05-14T10:10", registered: "2020-05-14T09:30")
        try await tale.hear(AppealLinked(case: tale.id, parent: CaseID("earlier")), "2020-05-18T10:00")
        watcher.clock.advance(to: at("2020-06-25T09:00"))
        let linked = try await age(watcher, tale)
        #expect(linked["until"] as? String == "2020-05-18T02:00:00Z" && linked["workingDays"] as? Int == 2)
        #expect(
            try legs(linked) == [
                Leg(kind: "dispatch", unit: nil, days: 0), Leg(kind: "handling", unit: "xinbei", days: 2),
            ])
    }

    @Test("X17: a repeat that was never dispatched, or was closed before its link, ends at whichever came first")
    func linkedBeforeAndAfter() async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:10")
        let tale = Tale.changzhou(watcher)
        try await tale.registered("2020-05-14T09:30", onAir: .notPutThrough)
        try await tale.hear(AppealLinked(case: tale.id, parent: CaseID("earlier")), "2020-05-18T10:00")
        let closed = Tale.changzhou(watcher)
        try await closed.registered("2020-05-14T09:30")
        try await closed.dispatched("2020-05-14T10:10", registered: "2020-05-14T09:30")
        try await closed.hear(closed.closed, "2020-05-15T10:00")
        try await closed.hear(AppealLinked(case: closed.id, parent: CaseID("earlier")), "2020-05-18T10:00")
        watcher.clock.advance(to: at("2020-06-25T09:00"))
        let never = try await age(watcher, tale)
        #expect(try legs(never) == [Leg(kind: "dispatch", unit: nil, days: 2)])
        #expect(never["until"] as? String == "2020-05-18T02:00:00Z")
        #expect(try await age(watcher, closed)["until"] as? String == "2020-05-15T02:00:00Z")
    }

    @Test("X17: a case that has not been dispatched ages too, and one raised before the rules tells the whole age")
    func notYetDispatched() async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:10")
        let tale = Tale.changzhou(watcher)
        try await tale.registered("2020-05-14T09:30", onAir: .notPutThrough)
        watcher.clock.advance(to: at("2020-05-15T09:00"))
        let open = try await age(watcher, tale)
        #expect(try legs(open) == [Leg(kind: "dispatch", unit: nil, days: 1)])
        #expect(open["until"] == nil)
    }
}
