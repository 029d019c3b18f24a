import Contracts
import DeadlineWatcherService
import RulePacks
import Testing

/// What the tables cannot say: limits by other clocks, and ladders.
@Suite struct LawfulPromiseTests {
    private func promised(
        _ category: AppealCategory?, _ due: String, _ district: String, _ pack: String, _ day: String
    ) throws -> Instant? {
        var file = CaseFile(try (district == "doumen" ? Town.doumen : Town.changzhou).get())
        try file.hear(Say.registered(category, onAir: .promised, pack: pack), "\(day)T17:45")
        try file.hear(Say.promised(due), "\(day)T17:45")
        try file.hear(
            Say.dispatched("order-1", category, onAir: .promised, registered: "\(day)T17:45", pack: pack),
            "\(day)T18:00")
        return file.run("promise")?.due
    }

    @Test(
        "DM-07 X08: no promise outlasts the limit of its category",
        arguments: [
            (AppealCategory.consultation, "2016-06-12T17:30"), (.complaint, "2016-06-15T17:30"),
            (.suggestion, "2016-06-15T17:30"),
        ])
    func doumen(category: AppealCategory, due: String) throws {
        #expect(
            try promised(category, "2016-07-30T17:30", "doumen", "doumen-2016.1", "2016-06-07") == at(due))
    }

    @Test(
        "CZ-41 X08: no promise outlasts the limit of its category",
        arguments: [(AppealCategory.consultation, "2020-05-19T17:30"), (.complaint, "2020-06-28T17:30")])
    func changzhou(category: AppealCategory, due: String) throws {
        #expect(
            try promised(category, "2020-07-30T17:30", "changzhou", "changzhou-2020.1", "2020-05-14") == at(due))
    }

    /// In Doumen, promised for 2016-07-30.
    private func promised(isComplex: Bool = false, isForeign: Bool = false) throws -> CaseFile {
        var file = CaseFile(try Town.doumen.get())
        try file.hear(
            Say.registered(onAir: .promised, isForeign: isForeign, isComplex: isComplex, pack: "doumen-2016.1"),
            "2016-06-07T17:45")
        try file.hear(Say.promised("2016-07-30T17:30"), "2016-06-07T17:45")
        try file.hear(
            Say.dispatched(
                onAir: .promised, isForeign: isForeign, isComplex: isComplex, registered: "2016-06-07T17:45",
                pack: "doumen-2016.1"), "2016-06-07T18:40")
        return file
    }

    @Test("DM-07 X08: no promise outlasts the day of a notice") func notice() throws {
        var file = try promised(isComplex: true)
        #expect(file.run("promise")?.due == at("2016-07-30T17:30"))
        try file.hear(Say.noticed("2016-07-08T17:30"), "2016-06-08T10:00")
        #expect(file.run("promise")?.due == at("2016-07-08T17:30"))
    }

    @Test("DM-07: who has passed the matter on, or rightly returned it, can keep no promise any more")
    func actualUnit() throws {
        for isPassedOn in [true, false] {
            var file = try promised(isForeign: true)
            try file.hear(
                isPassedOn
                    ? Fact(id: EventID("end"), at: at("2016-06-08T09:00"), Say.transferred())
                    : Fact(id: EventID("end"), at: at("2016-06-08T09:00"), Say.objectionUpheld()))
            try file.hear(
                Say.dispatched(
                    "order-2", basis: .transfer, onAir: .promised, isForeign: true, registered: "2016-06-07T17:45",
                    pack: "doumen-2016.1"), "2016-06-08T10:00")
            #expect(file.run("promise")?.status == .cancelled)
            #expect(file.run("actual")?.due == at("2016-06-16T17:30"))
            try file.pass(to: "2016-08-01T10:00")
            #expect(!file.all(DeadlineMissed.self).map(\.clock).contains(ClockName("promise")))
        }
    }

    @Test("DM-07 DM-35 X08: no promise outlasts the limit of joint handling") func jointHandling() throws {
        var file = try promised()
        #expect(file.run("promise")?.due == at("2016-06-15T17:30"))
        try file.hear(Say.joined("order-2", lead: "order-1"), "2016-06-13T10:00")
        #expect(file.run("promise")?.due == at("2016-06-20T17:30"))
        #expect(file.run("promise")?.due == file.run("joint")?.due)
    }

    @Test("DM-07 X08: while the limit stands still the promise is not missed by it; then it goes by it again")
    func aPauseOfTheLaw() throws {
        var file = try promised()
        try file.hear(Say.paused(), "2016-06-08T10:00")
        #expect(file.run("promise")?.due == at("2016-07-30T17:30"))
        #expect(file.run("promise")?.originalDue == at("2016-06-15T17:30"))
        try file.pass(to: "2016-06-20T09:00")
        try file.hear(Say.resumed(), "2016-06-20T10:00")
        let due = try #require(file.run("complaint")?.due)
        #expect(due > at("2016-06-20T10:00"))
        #expect(file.run("promise")?.due == due)
        #expect(file.all(DeadlineMissed.self).isEmpty)
        let moves = file.all(DeadlineMoved.self).filter { $0.clock.rawValue == "promise" }
        #expect(moves.map(\.due) == [at("2016-06-15T17:30"), at("2016-07-30T17:30"), due])
        #expect(moves.map(\.cause) == ["law", "law", "law"])
    }

    @Test("DM-07 X08 X25: an extended limit is the limit") func anExtensionOfTheLaw() throws {
        var file = try promised()
        try file.hear(Say.extended("complaint", "2016-06-24T17:30"), "2016-06-13T10:00")
        #expect(file.run("promise")?.due == at("2016-06-24T17:30"))
        #expect(file.run("promise")?.originalDue == at("2016-06-15T17:30"))
        try file.pass(to: "2016-06-23T09:00")
        #expect(file.all(DeadlineMissed.self).isEmpty)
    }

    @Test(
        "DM-12 DM-27 X24: an overdue matter is filed and proposed as overdue",
        arguments: ["complaint", "consultation", "suggestion", "notice", "actual"])
    func overdue(clock: String) throws {
        let row = try #require(ClockRow.doumen.first { $0.clock == clock })
        var file = try row.started()
        try file.pass(to: "2016-08-01T00:00")
        #expect(file.all(OverdueFiled.self).filter { $0.rule == RuleID("DM-12") }.count == 1)
        #expect(
            file.all(SupervisionProposed.self).filter { $0.ground == "overdue" && $0.rule == RuleID("DM-27") }.count
                == 1)
    }

    @Test("DM-37: each callback that finds it unsolved is proposed by itself") func unsolvedTwice() throws {
        var file = try #require(ClockRow.doumen.first).started()
        try file.hear(Say.superviseAfter("callback-1"), "2016-06-13T10:00")
        try file.hear(Say.superviseAfter("callback-2"), "2016-06-20T10:00")
        #expect(file.all(SupervisionProposed.self).map(\.rule) == [RuleID("DM-37"), RuleID("DM-37")])
    }

    @Test("CZ-59 X14: each callback after the last round is proposed by itself") func exhaustedTwice() throws {
        var file = try #require(ClockRow.changzhou.first { $0.clock == "rework" }).started()
        try file.hear(Say.superviseAfter("callback-1", reason: "reworkExhausted"), "2020-06-15T10:00")
        try file.hear(Say.superviseAfter("callback-2", reason: "reworkExhausted"), "2020-06-16T10:00")
        #expect(file.all(SupervisionProposed.self).count == 2)
    }
}
