import Contracts
import DeadlineWatcherService
import RulePacks
import Testing

/// A deadline is judged by the facts' own times, whenever they arrive.
@Suite struct WithdrawalTests {
    private func missed() throws -> CaseFile {
        var file = CaseFile(try Town.doumen.get())
        try file.hear(Say.registered(.complaint, pack: "doumen-2016.1"), "2016-06-07T17:45")
        try file.hear(Say.dispatched(registered: "2016-06-07T17:45", pack: "doumen-2016.1"), "2016-06-07T18:40")
        try file.pass(to: "2016-06-17T00:00")
        return file
    }

    @Test func aTimelyAnswerThatArrivesLateWithdrawsTheMissAndWhatItSetOff() throws {
        var file = try missed()
        let supervision = try #require(file.all(SupervisionProposed.self).first?.supervision)
        try file.hear(Say.answered(), "2016-06-15T17:30")
        #expect(file.run("complaint")?.status == .met)
        #expect(
            file.names().suffix(5) == [
                "DeadlineMissWithdrawn", "SupervisionWithdrawn", "AccountabilityWithdrawn", "DeadlineMet",
                "DeadlineSet",
            ])
        #expect(file.all(SupervisionWithdrawn.self).map(\.supervision) == [supervision])
        #expect(file.all(DeadlineMissWithdrawn.self).first?.metAt == at("2016-06-15T17:30"))
    }

    @Test func aLadderOfSeveralKindsIsTakenBackWhole() throws {
        var pack = try Town.pack("doumen")
        let ladder = try #require(pack.ladders.firstIndex { $0.name == "overdue" })
        pack.ladders[ladder].rungs += pack.ladders.filter { $0.name == "not-in-time" }.flatMap(\.rungs)
        var file = CaseFile(try Town(pack: pack, table: Town.table("cn_calendar.csv")))
        try file.hear(Say.registered(.complaint, pack: "doumen-2016.1"), "2016-06-07T17:45")
        try file.hear(Say.dispatched(registered: "2016-06-07T17:45", pack: "doumen-2016.1"), "2016-06-07T18:40")
        try file.pass(to: "2016-06-15T18:00")
        let complaint = try #require(file.run("complaint")?.id)
        #expect(
            file.escalations(of: complaint) == [
                "OverdueFiled", "SupervisionProposed", "AccountabilityProposed", "AccountabilityProposed",
            ])
        try file.hear(Say.answered(), "2016-06-15T17:30")
        #expect(file.all(SupervisionWithdrawn.self).count == 1)
        #expect(
            Set(file.all(AccountabilityWithdrawn.self).map(\.accountability))
                == Set(file.all(AccountabilityProposed.self).map(\.accountability)))
    }

    @Test func aMillisecondAfterTheDueInstantWithdrawsNothing() throws {
        var file = try missed()
        try file.hear(Say.answered(), "2016-06-15T17:30:00.001+08:00")
        #expect(file.run("complaint")?.status == .missed)
        #expect(file.all(DeadlineMissWithdrawn.self).isEmpty)
        #expect(file.all(DeadlineMissed.self).count == 1)
    }

    @Test func aLetterThatAPersonHasIssuedStands() throws {
        var file = try missed()
        let supervision = try #require(file.all(SupervisionProposed.self).first?.supervision)
        try file.hear(Say.issued(supervision), "2016-06-17T09:00")
        try file.hear(Say.answered(), "2016-06-15T10:00")
        #expect(file.run("complaint")?.status == .met)
        #expect(file.all(SupervisionWithdrawn.self).isEmpty)
        #expect(file.all(DeadlineMissWithdrawn.self).count == 1)
    }

    @Test func aTimelyExtensionThatArrivesLateReopensTheDeadline() throws {
        var file = try missed()
        try file.hear(Say.extended("complaint", "2016-06-24T17:30"), "2016-06-15T10:00")
        #expect(file.run("complaint")?.status == .running)
        #expect(file.run("complaint")?.due == at("2016-06-24T17:30"))
        #expect(file.all(SupervisionWithdrawn.self).count == 1)
        try file.pass(to: "2016-07-01T00:00")
        #expect(file.run("complaint")?.status == .missed)
        let climbs = Set(file.all(SupervisionProposed.self).map(\.supervision))
        #expect(climbs.count == 2)
        #expect(Set(file.events.map(\.id)).count == file.events.count)
    }

    @Test func aLateFactProvesTheMissWithoutATimer() throws {
        var file = CaseFile(try Town.doumen.get())
        try file.hear(Say.registered(.complaint, pack: "doumen-2016.1"), "2016-06-07T17:45")
        try file.hear(Say.dispatched(registered: "2016-06-07T17:45", pack: "doumen-2016.1"), "2016-06-07T18:40")
        try file.hear(Say.answered(), "2016-06-17T10:00")
        var timed = try missed()
        try timed.hear(Say.answered(), "2016-06-17T10:00")
        #expect(file.run("complaint") == timed.run("complaint"))
        #expect(file.events.map(\.id) == timed.events.map(\.id))
        #expect(file.events.map(\.at) == timed.events.map(\.at))
    }

    @Test func anEarlierAnswerCorrectsWhenItWasDone() throws {
        var file = try missed()
        try file.hear(Say.answered(), "2016-06-20T10:00")
        try file.hear(Say.closed(), "2016-06-16T10:00")
        #expect(file.run("complaint")?.status == .missed)
        #expect(file.run("complaint")?.endedAt == at("2016-06-16T10:00"))
    }
}
