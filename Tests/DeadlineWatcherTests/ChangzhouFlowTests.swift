import Contracts
import DeadlineWatcherService
import TestSupport
import Testing

@Suite("Changzhou's clocks, from facts to rows and events")
struct ChangzhouFlowTests {
    @Test("CZ-54, CZ-55, CZ-44: dispatch starts sign, contact, close and paper; signing in time meets the hour")
    func dispatchStartsClocks() async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:00")
        let tale = Tale.changzhou(watcher)
        try await tale.registered("2020-05-14T09:30")
        try await tale.dispatched("2020-05-14T10:05", registered: "2020-05-14T09:30")
        #expect(try await watcher.row(of: "sign")?.due == at("2020-05-14T11:05"))
        #expect(try await watcher.row(of: "contact")?.due == at("2020-05-14T11:05"))
        #expect(try await watcher.row(of: "close")?.due == at("2020-06-28T17:30"))
        #expect(try await watcher.row(of: "paper")?.status == "running")
        try await tale.hear(tale.signed, "2020-05-14T11:05")
        #expect(try await watcher.row(of: "sign")?.status == "met")
        let met = try await watcher.events(DeadlineMet.self)
        #expect(met.map(\.event.clock.rawValue) == ["sign"])
        #expect(met.first?.time == at("2020-05-14T11:05"))
        try await watcher.pass(to: "2020-05-14T11:06")
        #expect(try await watcher.events(DeadlineMissed.self).map(\.event.clock.rawValue) == ["contact"])
        #expect(try await watcher.row(of: "contact")?.status == "missed")
    }

    @Test("CZ-56: an enquiry is owed an answer in 3 working days; answered in time it is met")
    func answering() async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:00")
        let tale = Tale.changzhou(watcher)
        try await tale.registered("2020-05-14T09:30", .consultation)
        try await tale.dispatched("2020-05-14T10:10", .consultation, registered: "2020-05-14T09:30")
        #expect(try await watcher.row(of: "answer")?.due == at("2020-05-19T17:30"))
        try await tale.hear(tale.answered, "2020-05-19T17:30")
        #expect(try await watcher.row(of: "answer")?.status == "met")
        try await watcher.pass(to: "2020-05-20T00:00")
        #expect(try await !watcher.events(DeadlineMissed.self).contains { $0.event.clock.rawValue == "answer" })
    }

    @Test("CZ-41: the earlier of promise and law, whichever is heard first", arguments: [true, false])
    func promising(isPromiseFirst: Bool) async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:00")
        let tale = Tale.changzhou(watcher)
        if isPromiseFirst { try await tale.hear(tale.promised("2020-12-31T17:30"), "2020-05-14T09:30") }
        try await tale.registered("2020-05-14T09:30", onAir: .promised)
        try await tale.dispatched("2020-05-14T10:10", registered: "2020-05-14T09:30", onAir: .promised)
        if !isPromiseFirst { try await tale.hear(tale.promised("2020-12-31T17:30"), "2020-05-14T09:30") }
        #expect(try await watcher.row(of: "promise")?.due == at("2020-06-28T17:30"))
    }

    @Test("CZ-42: the close of the show starts the day's dispatch for each of its cases, and for each that comes later")
    func sameDayDispatch() async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:00")
        let (early, late, other) = (Tale.changzhou(watcher), Tale.changzhou(watcher), Tale.changzhou(watcher))
        try await early.registered("2020-05-14T09:20")
        try await other.registered("2020-05-14T09:20", broadcast: "another")
        #expect(try await watcher.rows(of: "dispatch").isEmpty)
        try await early.hear(BroadcastOpened(broadcast: BroadcastID("show")), "2020-05-14T09:00")
        try await early.hear(BroadcastClosed(broadcast: BroadcastID("show")), "2020-05-14T10:00")
        try await late.registered("2020-05-14T11:00")
        #expect(try await watcher.rows(of: "dispatch", case: other.id).isEmpty)
        for tale in [early, late] {
            #expect(try await watcher.rows(of: "dispatch", case: tale.id).map(\.due) == [at("2020-05-15T00:00")])
        }
        try await watcher.pass(to: "2020-05-15T00:00")
        #expect(try await watcher.events(DeadlineMissed.self).isEmpty)
        try await watcher.pass(to: "2020-05-15T00:00:01")
        #expect(try await Set(watcher.events(DeadlineMissed.self).map(\.event.case)) == [early.id, late.id])
    }

    @Test("CZ-42: two facts about a show and its cases in one batch come out as one by one")
    func oneBatch() async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:00")
        let tale = Tale.changzhou(watcher)
        try await tale.hearTogether([
            (tale.registration(), "2020-05-14T09:20"),
            (BroadcastClosed(broadcast: BroadcastID("show")), "2020-05-14T10:00"),
            (tale.signed, "2020-05-14T10:30"),
        ])
        #expect(try await watcher.row(of: "dispatch")?.due == at("2020-05-15T00:00"))
        #expect(try await watcher.count("broadcast_facts") == 1)
    }

    @Test("CZ-45: a call that was not put through is dispatched within one working day")
    func handOff() async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:00")
        let tale = Tale.changzhou(watcher)
        try await tale.registered("2020-05-14T09:20", onAir: .notPutThrough)
        #expect(try await watcher.row(of: "handoff")?.due == at("2020-05-15T17:30"))
        try await tale.dispatched(
            "2020-05-15T17:30", registered: "2020-05-14T09:20", basis: .offAir, onAir: .notPutThrough)
        #expect(try await watcher.row(of: "handoff")?.status == "met")
    }

    @Test("CZ-58: the answer starts the callback's clock, the call meets it")
    func callingBack() async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:00")
        let tale = Tale.changzhou(watcher)
        try await tale.registered("2020-05-14T09:20")
        try await tale.dispatched("2020-05-14T10:10", registered: "2020-05-14T09:20")
        try await tale.hear(tale.answered, "2020-05-15T10:00")
        #expect(try await watcher.row(of: "callback")?.due == at("2020-05-18T17:30"))
        try await tale.hear(tale.called(.solved), "2020-05-18T09:00")
        #expect(try await watcher.row(of: "callback")?.status == "met")
    }

    @Test("CZ-59: rework in the earliest of the category's limit and 5 working days")
    func rework() async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:00")
        var tale = Tale.changzhou(watcher)
        try await tale.registered("2020-05-14T09:20")
        try await tale.dispatched("2020-05-14T10:10", registered: "2020-05-14T09:20")
        try await tale.hear(tale.answered, "2020-05-29T10:00")
        tale.order = WorkOrderID("order-2")
        try await tale.dispatched("2020-06-01T10:00", registered: "2020-05-14T09:20", basis: .rework, round: 2)
        #expect(try await watcher.row(of: "rework")?.due == at("2020-06-08T17:30"))
        try await watcher.pass(to: "2020-06-09T00:00")
        #expect(try await watcher.row(of: "rework")?.status == "missed")
    }
}
