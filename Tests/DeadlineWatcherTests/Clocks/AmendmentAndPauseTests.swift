import Contracts
import DeadlineWatcherService
import RulePacks
import Testing

@Suite struct AmendmentAndPauseTests {
    private let pack = "changzhou-2020.1"

    private func dispatched(_ category: AppealCategory?) throws -> CaseFile {
        var file = CaseFile(try Town.changzhou.get())
        try file.hear(Say.registered(category, pack: pack), "2020-05-14T09:20")
        try file.hear(
            Say.dispatched("order-1", category, registered: "2020-05-14T09:20", pack: pack), "2020-05-14T10:10")
        return file
    }

    @Test("CZ-56: a category supplied later sets the clock from when it is known") func categoryComesLater() throws {
        var file = try dispatched(nil)
        #expect(file.run("answer") == nil)
        try file.hear(Say.amended(.consultation), "2020-05-15T10:00")
        #expect(file.run("answer")?.startedAt == at("2020-05-15T10:00"))
        #expect(file.run("answer")?.due == at("2020-05-20T17:30"))
    }

    @Test("CZ-56: a category that is corrected cancels the clock, with the cause") func categoryCorrected() throws {
        var file = try dispatched(.consultation)
        try file.hear(Say.amended(.complaint), "2020-05-15T10:00")
        #expect(file.run("answer")?.status == .cancelled)
        #expect(file.run("answer")?.endedAt == at("2020-05-15T10:00"))
        #expect(file.all(DeadlineCancelled.self).map(\.cause) == ["category"])
    }

    @Test("CZ-56: a correction after the due time leaves the miss") func correctedTooLate() throws {
        var file = try dispatched(.consultation)
        try file.pass(to: "2020-05-20T00:00")
        try file.hear(Say.amended(.complaint), "2020-05-20T10:00")
        #expect(file.run("answer")?.status == .missed)
        #expect(file.all(DeadlineCancelled.self).isEmpty)
    }

    @Test("CZ-56: a correction that was made before dispatch and arrives after it voids the clock")
    func correctedBefore() throws {
        var file = try dispatched(.consultation)
        try file.hear(Say.amended(.complaint), "2020-05-14T09:30")
        #expect(file.run("answer")?.status == .void)
        #expect(file.all(DeadlineCancelled.self).map(\.cause) == ["category"])
        try file.hear(Say.amended(.suggestion), "2020-05-14T09:40")
        #expect(file.run("answer")?.status == .running)
        #expect(file.run("answer")?.due == at("2020-05-19T17:30"))
        #expect(Set(file.events.map(\.id)).count == file.events.count)
    }

    @Test func waitingForTheCitizenStopsTheClock() throws {
        var file = try dispatched(.consultation)
        try file.hear(Say.paused(), "2020-05-15T10:00")
        #expect(file.run("answer")?.status == .paused)
        #expect(file.run("answer")?.wakeAt == nil)
        #expect(file.run("sign")?.status == .running)
        try file.hear(Say.resumed(), "2020-05-18T18:00")
        // The closings of Friday and Monday were slept through.
        #expect(file.run("answer")?.due == at("2020-05-21T17:30"))
        #expect(file.run("answer")?.originalDue == at("2020-05-19T17:30"))
        #expect(file.all(DeadlineMoved.self).map(\.cause).contains("resume"))
    }

    @Test func anAnswerDuringAPauseIsInTime() throws {
        var file = try dispatched(.consultation)
        try file.hear(Say.paused(), "2020-05-15T10:00")
        try file.pass(to: "2020-07-01T10:00")
        #expect(file.run("answer")?.status == .paused)
        try file.hear(Say.answered(), "2020-06-15T10:00")
        #expect(file.run("answer")?.status == .met)
    }

    @Test func aPauseOfAnotherWorkOrderDoesNotTouchThisOne() throws {
        var file = try dispatched(.consultation)
        try file.hear(Say.paused("order-9"), "2020-05-15T10:00")
        #expect(file.run("answer")?.status == .running)
    }

    @Test func aRepeatClosesWithItsParent() throws {
        var file = try dispatched(.consultation)
        try file.hear(AppealLinked(case: CaseFile.id, parent: CaseID("case-0")), "2020-05-14T10:30")
        #expect(file.state.runs.allSatisfy { $0.status == .cancelled })
        #expect(Set(file.all(DeadlineCancelled.self).map(\.cause)) == ["linked"])
    }

    @Test func anUpheldObjectionCancelsAndARejectedOneDoesNot() throws {
        func decided(_ isUpheld: Bool) -> ObjectionDecided {
            ObjectionDecided(
                case: CaseFile.id, workOrder: WorkOrderID("order-1"), unit: Say.unit, isUpheld: isUpheld,
                by: "operator")
        }
        var rejected = try dispatched(.consultation)
        try rejected.hear(decided(false), "2020-05-14T10:30")
        #expect(rejected.run("close")?.status == .running)
        var upheld = try dispatched(.consultation)
        try upheld.hear(decided(true), "2020-05-14T10:30")
        #expect(upheld.run("close")?.status == .cancelled)
        #expect(upheld.all(DeadlineCancelled.self).allSatisfy { $0.cause == "objectionUpheld" })
    }

    @Test func theSameFactTwiceChangesNothing() throws {
        var file = try dispatched(.consultation)
        let fact = Fact(id: EventID("again"), at: at("2020-05-14T10:30"), Say.signed())
        try file.hear(fact)
        let (state, count) = (file.state, file.events.count)
        try file.hear(fact)
        #expect(file.state == state)
        #expect(file.events.count == count)
    }

    @Test func aCaseIsRunOnlyUnderThePackThatItBeganUnder() throws {
        var file = CaseFile(try Town.changzhou.get())
        #expect(throws: PackMismatch.self) {
            try file.hear(Say.registered(pack: "changzhou-2019"), "2020-05-14T09:20")
        }
        #expect(file.state == CaseState(case: CaseFile.id))
    }

    @Test func factsBeforeThePackIsKnownAreRemembered() throws {
        var file = CaseFile(try Town.changzhou.get())
        try file.hear(Say.called(), "2020-05-16T10:00")
        try file.hear(Say.superviseAfter(), "2020-05-16T10:00")
        #expect(file.events.isEmpty)
        try file.hear(Say.dispatched(registered: "2020-05-14T09:20", pack: pack), "2020-05-14T10:10")
        #expect(file.all(SupervisionProposed.self).count == 1)
        try file.hear(Say.answered(), "2020-05-15T10:00")
        #expect(file.run("callback")?.status == .met)
    }
}
