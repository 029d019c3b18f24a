import Contracts
import DeadlineWatcherService
import TestSupport
import Testing

@Suite("Doumen's clocks, from facts to rows and events")
struct DoumenFlowTests {
    /// Raised in the show of Tuesday 2016-06-07, dispatched after it.
    private func dispatched(
        _ category: AppealCategory?, isForeign: Bool = false
    ) async throws -> (WatcherFixture, Tale) {
        let watcher = try await WatcherFixture.district("doumen", "2016-06-07T18:40")
        let tale = Tale.doumen(watcher)
        try await tale.registered("2016-06-07T17:45", category, isForeign: isForeign)
        try await tale.dispatched("2016-06-07T18:40", category, registered: "2016-06-07T17:45", isForeign: isForeign)
        return (watcher, tale)
    }

    @Test(
        "DM-25, DM-26, DM-08: enquiry 2, complaint 5, suggestion 5 working days after the show",
        arguments: [
            (AppealCategory.consultation, "consultation", "2016-06-12"), (.complaint, "complaint", "2016-06-15"),
            (.suggestion, "suggestion", "2016-06-15"),
        ])
    func categories(category: AppealCategory, clock: String, day: String) async throws {
        let (watcher, tale) = try await dispatched(category)
        #expect(try await watcher.rows().filter { $0.status == "running" }.map(\.clock) == [clock])
        #expect(try await watcher.row(of: clock)?.due == at("\(day)T17:30"))
        try await tale.hear(tale.answered, "\(day)T17:30")
        #expect(try await watcher.row(of: clock)?.status == "met")
    }

    @Test("DM-10: what nobody sends out is the office's to answer for, from the call on")
    func classify() async throws {
        let watcher = try await WatcherFixture.district("doumen", "2016-06-07T18:40")
        let tale = Tale.doumen(watcher)
        try await tale.registered("2016-06-07T17:45", .complaint)
        #expect(try await watcher.row(of: "classify")?.due == at("2016-06-08T17:30"))
        try await watcher.pass(to: "2016-06-08T17:31")
        #expect(try await watcher.row(of: "classify")?.status == "missed")
        try await tale.dispatched("2016-06-08T17:30", .complaint, registered: "2016-06-07T17:45")
        #expect(try await watcher.row(of: "classify")?.status == "met")
        #expect(try await watcher.events(DeadlineMissWithdrawn.self, of: "doumen").count == 1)
    }

    @Test("DM-31, DM-33: passed on by the second working day; the actual unit has 5 from its receipt")
    func transfer() async throws {
        let (watcher, first) = try await dispatched(.complaint, isForeign: true)
        #expect(try await watcher.row(of: "transfer")?.due == at("2016-06-12T17:30"))
        try await first.hear(first.transferred, "2016-06-08T09:00")
        #expect(try await watcher.row(of: "transfer")?.status == "met")
        var second = first
        second.order = WorkOrderID("order-2")
        try await second.dispatched(
            "2016-06-08T09:05", .complaint, registered: "2016-06-07T17:45", basis: .transfer, isForeign: true)
        #expect(try await watcher.row(of: "actual")?.due == at("2016-06-16T17:30"))
        try await watcher.pass(to: "2016-06-17T00:00")
        #expect(try await watcher.row(of: "actual")?.status == "missed")
        #expect(try await watcher.events(OverdueFiled.self, of: "doumen").count == 1)
    }

    @Test("DM-27: a miss is filed and supervision proposed, once; the row of it is there")
    func ladder() async throws {
        let (watcher, tale) = try await dispatched(.complaint)
        try await watcher.pass(to: "2016-06-16T00:00")
        try await watcher.pass(to: "2016-06-17T00:00")
        #expect(
            try await watcher.journal() == [
                // DM-10: it was to be sent out by the next working day, and was.
                "DeadlineSet", "DeadlineSet", "DeadlineMet",
                "DeadlineApproaching", "DeadlineMissed", "OverdueFiled", "SupervisionProposed",
                "AccountabilityProposed",
            ])
        let proposed = try #require(try await watcher.events(SupervisionProposed.self, of: "doumen").first)
        #expect(proposed.event.case == tale.id)
        #expect(proposed.time == at("2016-06-15T17:30"))
        #expect(try await watcher.count("supervisions") == 1)
    }

    @Test(
        "DM-20, DM-27, DM-28, DM-29: the letter's clocks run from receipt, 5 and 8 working days, and each act is once")
    func letter() async throws {
        let (watcher, _) = try await dispatched(.complaint)
        try await watcher.pass(to: "2016-06-16T09:00")
        let desk = try await Desk(watcher, "doumen")
        #expect(try await desk.post("receipt").status == 409)
        #expect(try await desk.post("letter", as: .supervisor)["state"] == "issued")
        #expect(try await watcher.row(of: "letter-reply") == nil)
        #expect(try await desk.answer().status == 409)
        watcher.clock.advance(to: at("2016-06-17T10:00"))
        let receipt = try await desk.post("receipt", #"{"at":"2016-06-17T09:30:00+08:00"}"#)
        #expect(receipt["receivedAt"] == "2016-06-17T01:30:00Z")
        #expect(try await watcher.row(of: "letter-reply")?.due == at("2016-06-24T17:30"))
        #expect(try await watcher.row(of: "letter-report")?.due == at("2016-06-29T17:30"))
        #expect(try await desk.post("receipt")["receivedAt"] == "2016-06-17T01:30:00Z")
        #expect(try await desk.answer().status == 200)
        #expect(try await desk.answer().status == 200)
        #expect(try await watcher.row(of: "letter-reply")?.status == "met")
        #expect(try await desk.report().status == 200)
        #expect(try await watcher.row(of: "letter-report")?.status == "met")
        let concluded = try await desk.post("conclude", #"{"conclusion":"accepted"}"#, as: .supervisor)
        #expect(concluded["state"] == "concluded")
        #expect(try await desk.post("conclude", #"{"conclusion":"accepted"}"#, as: .supervisor).status == 200)
        #expect(try await desk.post("conclude", #"{"conclusion":"insufficient"}"#, as: .supervisor).status == 409)
        let acts = try await watcher.journal().filter { $0.hasPrefix("Supervision") }
        #expect(
            acts == [
                "SupervisionProposed", "SupervisionLetterIssued", "SupervisionLetterReceived", "SupervisionAnswered",
                "SupervisionReported", "SupervisionConcluded",
            ])
    }

    @Test("DM-39: the written report is due on the third working day after the show, the 13th")
    func report() async throws {
        let watcher = try await WatcherFixture.district("doumen", "2016-06-06T09:00")
        let (show, unit) = (BroadcastID("2016-06-07"), UnitID("baijiao-town"))
        try await watcher.hear(
            BroadcastScheduled(
                broadcast: show, opensAt: at("2016-06-07T17:30"), closesAt: at("2016-06-07T18:30"), units: [unit],
                packVersion: "doumen-2016.1"), of: "doumen")
        #expect(try await watcher.row(of: "show-report") == nil)
        try await watcher.hear(
            BroadcastClosed(broadcast: show, units: [unit]), of: "doumen", at: at("2016-06-07T18:30"))
        #expect(try await watcher.row(of: "show-report")?.due == at("2016-06-13T17:30"))
        try await watcher.hear(
            DutyDischarged(broadcast: show, unit: unit, duty: "report"), of: "doumen", at: at("2016-06-13T17:30"))
        #expect(try await watcher.row(of: "show-report")?.status == "met")
    }

    @Test("DM-28, DM-29: a letter received on 7 June is answered by the 15th and reported by the 20th")
    func receivedOnTheDayOfTheShow() async throws {
        let watcher = try await WatcherFixture.district("doumen", "2016-06-01T09:00")
        let tale = Tale.doumen(watcher)
        try await tale.registered("2016-06-01T09:00", .consultation)
        try await tale.dispatched("2016-06-01T09:00", .consultation, registered: "2016-06-01T09:00")
        try await watcher.pass(to: "2016-06-07T09:00")
        let desk = try await Desk(watcher, "doumen")
        #expect(try await desk.post("letter", as: .supervisor).status == 200)
        watcher.clock.advance(to: at("2016-06-07T18:40"))
        #expect(try await desk.post("receipt").status == 200)
        #expect(try await watcher.row(of: "letter-reply")?.due == at("2016-06-15T17:30"))
        #expect(try await watcher.row(of: "letter-report")?.due == at("2016-06-20T17:30"))
        #expect(try await desk.answer().status == 200)
        try await watcher.pass(to: "2016-06-20T17:30")
        #expect(try await watcher.row(of: "letter-report")?.status == "running")
        try await watcher.pass(to: "2016-06-20T17:31")
        #expect(try await watcher.row(of: "letter-report")?.status == "missed")
    }

    @Test("DM-28: a reply later than 5 working days after receipt is a miss")
    func lateReply() async throws {
        let (watcher, _) = try await dispatched(.complaint)
        try await watcher.pass(to: "2016-06-16T09:00")
        let desk = try await Desk(watcher, "doumen")
        _ = try await desk.post("letter", as: .supervisor)
        _ = try await desk.post("receipt")
        try await watcher.pass(to: "2016-06-23T17:30:01")
        #expect(try await watcher.row(of: "letter-reply")?.status == "missed")
        #expect(try await watcher.row(of: "letter-report")?.status == "running")
    }

    @Test("DM-37: what is not solved is proposed for supervision by the station, and a letter can follow")
    func notSolved() async throws {
        let (watcher, tale) = try await dispatched(.complaint)
        try await tale.hear(tale.answered, "2016-06-08T10:00")
        try await tale.hear(tale.superviseAfterCallback(), "2016-06-13T10:00")
        try await tale.hear(tale.superviseAfterCallback(), "2016-06-13T10:00")
        let proposals = try await watcher.events(SupervisionProposed.self, of: "doumen")
        #expect(proposals.map(\.event.drafter) == ["station"])
        #expect(proposals.map(\.event.rule) == [RuleID("DM-37")])
        let desk = try await Desk(watcher, "doumen")
        let clock = try await watcher.row(of: "unsolved-letter")
        #expect(clock?.status == "running")
        #expect(try await desk.post("letter", as: .supervisor)["rule"] == "DM-37")
        #expect(try await watcher.row(of: "unsolved-letter")?.status == "met")
    }

    @Test("DM-27: a withdrawn miss withdraws the proposal, and no letter goes out")
    func withdrawnProposal() async throws {
        let (watcher, tale) = try await dispatched(.complaint)
        try await watcher.pass(to: "2016-06-16T09:00")
        try await tale.hear(tale.answered, "2016-06-15T17:30")
        #expect(
            try await watcher.journal().suffix(5) == [
                "DeadlineMissWithdrawn", "SupervisionWithdrawn", "AccountabilityWithdrawn", "DeadlineMet",
                "DeadlineSet",
            ])
        let desk = try await Desk(watcher, "doumen")
        #expect(try await desk.post("letter", as: .supervisor).status == 409)
        #expect(try await watcher.row(of: "complaint")?.status == "met")
    }

    @Test("DM-27: once a person has issued the letter, a withdrawn miss leaves it")
    func issuedLetterStands() async throws {
        let (watcher, tale) = try await dispatched(.complaint)
        try await watcher.pass(to: "2016-06-16T09:00")
        let desk = try await Desk(watcher, "doumen")
        _ = try await desk.post("letter", as: .supervisor)
        try await tale.hear(tale.answered, "2016-06-15T17:30")
        let journal = try await watcher.journal()
        #expect(journal.contains("DeadlineMissWithdrawn"))
        #expect(!journal.contains("SupervisionWithdrawn"))
        #expect(try await desk.post("receipt").status == 200)
    }
}
