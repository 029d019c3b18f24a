import Contracts
import DeadlineWatcherService
import RulePacks
import Testing

/// Every clock and ladder of the Doumen pack, by the number of its rule.
@Suite struct DoumenClockTests {
    private let pack = "doumen-2016.1"

    /// Raised in the show of a Tuesday at 17:45, dispatched after it.
    private func dispatched(
        _ category: AppealCategory?, on day: String = "2016-06-07", basis: DispatchBasis = .onAir,
        onAir: OnAirOutcome = .accepted, isForeign: Bool = false, isComplex: Bool = false
    ) throws -> CaseFile {
        var file = CaseFile(try Town.doumen.get())
        try file.hear(
            Say.registered(category, onAir: onAir, isForeign: isForeign, isComplex: isComplex, pack: pack),
            "\(day)T17:45")
        try file.hear(
            Say.dispatched(
                "order-1", category, basis: basis, onAir: onAir, isForeign: isForeign, isComplex: isComplex,
                registered: "\(day)T17:45", pack: pack), "\(day)T18:40")
        return file
    }

    @Test("DM-25: an enquiry within 2 working days after the show, a make-up Sunday among them")
    func consultation() throws {
        let file = try dispatched(.consultation)
        #expect(file.run("consultation")?.due == at("2016-06-12T17:30"))
        #expect(file.run("consultation")?.rule == RuleID("DM-25"))
        #expect(file.open() == ["consultation"])
    }

    @Test(
        "DM-26 X29: a complaint within 5 working days; the show's evening is day 0",
        arguments: [
            ("2016-06-07", "2016-06-15"), ("2016-09-27", "2016-10-09"),
        ]) func complaint(show: String, day: String) throws
    {
        let file = try dispatched(.complaint, on: show)
        #expect(file.run("complaint")?.due == at("\(day)T17:30"))
        #expect(file.run("complaint")?.rule == RuleID("DM-26"))
    }

    @Test("DM-08 X20: a suggestion within 5 working days", arguments: [AppealCategory.suggestion, .helpRequest, nil])
    func suggestion(category: AppealCategory?) throws {
        let file = try dispatched(category)
        #expect(file.run("suggestion")?.due == at("2016-06-15T17:30"))
        #expect(file.run("suggestion")?.rule == RuleID("DM-08"))
        #expect(file.open() == ["suggestion"])
    }

    @Test("DM-25: dispatched the day after, it still counts from the show") func lateDispatch() throws {
        var file = CaseFile(try Town.doumen.get())
        try file.hear(Say.registered(.complaint, pack: pack), "2016-06-07T17:45")
        try file.hear(Say.dispatched(registered: "2016-06-07T17:45", pack: pack), "2016-06-08T09:00")
        #expect(file.run("complaint")?.due == at("2016-06-15T17:30"))
    }

    @Test("DM-06: what was answered on the spot owes nothing more") func answeredOnTheSpot() throws {
        #expect(try dispatched(.consultation, onAir: .answered).state.runs.isEmpty)
    }

    @Test(
        "DM-10 X31: what comes in is sorted and sent out by the next working day",
        arguments: [
            // Tuesday's show; a Thursday that is a holiday until Sunday, which is worked.
            ("2016-06-07T17:45", "2016-06-08T17:30"), ("2016-06-09T10:00", "2016-06-12T17:30"),
        ])
    func classify(raised: String, due: String) throws {
        var file = CaseFile(try Town.doumen.get())
        try file.hear(Say.registered(channel: .web, onAir: nil, broadcast: nil, pack: pack), raised)
        #expect(file.run("classify")?.due == at(due))
        #expect(file.run("classify")?.owes == .operator)
        try file.pass(to: "2016-06-20T00:00")
        #expect(file.all(DeadlineMissed.self).map(\.clock.rawValue) == ["classify"])
        // A miss without a ladder: nobody is proposed for anything.
        #expect(file.names() == ["DeadlineSet", "DeadlineMissed"])
    }

    @Test("DM-10: a matter raised in the show waits for its close, and is in time when it goes out then")
    func classifiedAtTheClose() throws {
        for outcome in [OnAirOutcome.accepted, .promised] {
            let file = try dispatched(.complaint, onAir: outcome)
            #expect(file.run("classify")?.status == .met)
            #expect(file.run("classify")?.endedAt == at("2016-06-07T18:40"))
        }
    }

    @Test("DM-06 DM-10: what turns out to have been answered on the spot needs no sorting")
    func answeredAfterAll() throws {
        var file = CaseFile(try Town.doumen.get())
        try file.hear(Say.registered(.consultation, pack: pack), "2016-06-07T17:45")
        try file.hear(Say.answeredOnAir, "2016-06-08T09:00")
        #expect(file.run("classify")?.status == .cancelled)
        #expect(file.all(DeadlineCancelled.self).map(\.cause) == ["answeredOnAir"])
    }

    @Test("DM-10 X21: a complex complaint goes by its notice") func notice() throws {
        var file = try dispatched(.complaint, isComplex: true)
        #expect(file.run("complaint") == nil)
        try file.hear(
            NoticeIssued(
                case: CaseFile.id, workOrder: WorkOrderID("order-1"), unit: Say.unit, due: at("2016-07-08T17:30")),
            "2016-06-08T10:00")
        #expect(file.run("notice")?.due == at("2016-07-08T17:30"))
    }

    @Test(
        "DM-31 X12: not one's own matter is passed on by the second working day",
        arguments: [
            ("2016-06-07", "2016-06-12"), ("2016-06-21", "2016-06-23"),
        ]) func transfer(show: String, day: String) throws
    {
        var file = try dispatched(.complaint, on: show, isForeign: true)
        #expect(file.run("transfer")?.due == at("\(day)T17:30"))
        #expect(file.run("complaint") == nil)
        try file.hear(Say.transferred(), "\(show)T19:00")
        #expect(file.run("transfer")?.status == .met)
    }

    @Test("DM-33 X28: the actual unit replies within 5 working days of its receipt") func actualUnit() throws {
        var file = try dispatched(.complaint, isForeign: true)
        try file.hear(Say.transferred(), "2016-06-08T09:00")
        try file.hear(
            Say.dispatched(
                "order-2", .complaint, basis: .transfer, isForeign: true, registered: "2016-06-07T17:45", pack: pack),
            "2016-06-08T09:05")
        #expect(file.run("actual", of: "order-2")?.due == at("2016-06-16T17:30"))
        #expect(file.run("transfer", of: "order-2") == nil)
        try file.pass(to: "2016-06-17T00:00")
        #expect(file.run("actual")?.status == .missed)
        #expect(file.all(OverdueFiled.self).count == 1)
    }

    @Test("DM-07 X08: a promise on the spot, not later than the law") func promise() throws {
        var file = try dispatched(.consultation, onAir: .promised)
        try file.hear(Say.promised("2016-06-30T17:30"), "2016-06-07T17:46")
        #expect(file.run("promise")?.due == at("2016-06-12T17:30"))
    }

    @Test("DM-12 DM-27 X24: a miss is filed, then supervision is proposed, each exactly once")
    func ladderInOrder() throws {
        var file = try dispatched(.complaint)
        try file.pass(to: "2016-06-20T00:00")
        #expect(
            file.names(leaving: "classify") == [
                "DeadlineSet", "DeadlineApproaching", "DeadlineMissed", "OverdueFiled", "SupervisionProposed",
                "AccountabilityProposed",
            ])
        let filed = try #require(file.all(OverdueFiled.self).first)
        let proposed = try #require(file.all(SupervisionProposed.self).first)
        #expect(filed.supervision == proposed.supervision)
        #expect([filed.rule, proposed.rule] == [RuleID("DM-12"), RuleID("DM-27")])
        #expect(proposed.deadline == file.run("complaint")?.id)
        #expect(proposed.drafter == "operator")
        try file.hear(Say.answered(), "2016-06-21T10:00")
        try file.pass(to: "2016-07-20T00:00")
        let names = file.names(leaving: "classify")
        #expect(names.prefix(6).last == "AccountabilityProposed")
        #expect(names.dropFirst(6).allSatisfy { $0.hasPrefix("Deadline") })
        #expect(file.run("complaint")?.endedAt == at("2016-06-21T10:00"))
    }

    @Test("DM-28 DM-29 X22: 5 and 8 working days from receipt of the letter, not from its issue")
    func letterClocks() throws {
        var file = try dispatched(.complaint)
        try file.hear(Say.issued(SupervisionID("letter-1")), "2016-06-06T10:00")
        #expect(file.run("letter-reply") == nil)
        try file.hear(Say.received(), "2016-06-07T10:00")
        #expect(file.run("letter-reply")?.due == at("2016-06-15T17:30"))
        #expect(file.run("letter-report")?.due == at("2016-06-20T17:30"))
        try file.hear(
            SupervisionAnswered(case: CaseFile.id, supervision: SupervisionID("letter-1"), unit: Say.unit),
            "2016-06-15T17:30")
        #expect(file.run("letter-reply")?.status == .met)
        #expect(file.run("letter-report")?.status == .running)
        try file.hear(
            SupervisionReported(case: CaseFile.id, supervision: SupervisionID("letter-1"), unit: Say.unit),
            "2016-06-20T17:30:01")
        #expect(file.run("letter-report")?.status == .missed)
    }

    @Test("DM-28: each letter has clocks of its own") func twoLetters() throws {
        var file = try dispatched(.complaint)
        try file.hear(Say.received(SupervisionID("letter-1")), "2016-06-13T10:00")
        try file.hear(Say.received(SupervisionID("letter-2")), "2016-06-14T10:00")
        try file.hear(
            SupervisionAnswered(case: CaseFile.id, supervision: SupervisionID("letter-2"), unit: Say.unit),
            "2016-06-15T10:00")
        #expect(file.run("letter-reply", of: "letter-1")?.status == .running)
        #expect(file.run("letter-reply", of: "letter-2")?.status == .met)
    }

    @Test("DM-37 X22: what is not substantively solved is proposed for supervision by the station, once")
    func notSolved() throws {
        var file = try dispatched(.complaint)
        try file.hear(Say.answered(), "2016-06-08T10:00")
        try file.hear(Say.superviseAfter(), "2016-06-13T10:00")
        try file.hear(Say.superviseAfter(), "2016-06-13T10:00")
        let proposals = file.all(SupervisionProposed.self)
        #expect(proposals.map(\.drafter) == ["station"])
        #expect(proposals.map(\.rule) == [RuleID("DM-37")])
        #expect(proposals.map(\.ground) == ["notSolved"])
        try file.hear(Say.superviseAfter("callback-2"), "2016-06-20T10:00")
        #expect(file.all(SupervisionProposed.self).count == 2)
    }

    @Test("DM-48 X25: one extension moves the due time, a second does not, and the original stays")
    func extensions() throws {
        var file = try dispatched(.complaint)
        try file.hear(Say.extended("complaint", "2016-06-24T17:30"), "2016-06-14T10:00")
        try file.hear(Say.extended("complaint", "2016-07-24T17:30"), "2016-06-15T10:00")
        let run = try #require(file.run("complaint"))
        #expect(run.due == at("2016-06-24T17:30"))
        #expect(run.originalDue == at("2016-06-15T17:30"))
        let moved = try #require(file.all(DeadlineMoved.self).first)
        #expect(moved.cause == "extension")
        #expect(moved.originalDue == at("2016-06-15T17:30"))
        #expect(file.all(DeadlineMoved.self).count == 1)
    }

    @Test("DM-48 X25: an extension granted after the due time undoes nothing") func lateExtension() throws {
        var file = try dispatched(.complaint)
        try file.pass(to: "2016-06-16T10:00")
        try file.hear(Say.extended("complaint", "2016-06-24T17:30"), "2016-06-16T10:00")
        #expect(file.run("complaint")?.status == .missed)
        #expect(file.run("complaint")?.due == at("2016-06-15T17:30"))
    }
}
