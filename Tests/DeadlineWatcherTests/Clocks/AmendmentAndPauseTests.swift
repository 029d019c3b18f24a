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

    private func reworked(_ category: AppealCategory) throws -> CaseFile {
        var file = try dispatched(category)
        try file.hear(Say.answered(), "2020-05-15T10:00")
        try file.hear(
            Say.dispatched(
                "order-2", category, basis: .rework, round: 2, registered: "2020-05-14T09:20", pack: pack),
            "2020-06-01T10:00")
        return file
    }

    @Test("X14: rework goes by the original category: a correction makes nobody late who was in time")
    func reworkKeepsItsLimit() throws {
        var file = try reworked(.complaint)
        #expect(file.run("rework", of: "order-2")?.due == at("2020-06-08T17:30"))
        try file.hear(Say.answered("order-2"), "2020-06-05T10:00")
        try file.hear(Say.amended(.suggestion), "2020-06-09T10:00")
        #expect(file.run("rework", of: "order-2")?.status == .met)
        #expect(file.all(DeadlineMissed.self).allSatisfy { $0.clock != ClockName("rework") })
    }

    @Test("X14: rework goes by the original category: a correction makes nobody in time who was late")
    func reworkStaysLate() throws {
        var file = try reworked(.consultation)
        #expect(file.run("rework", of: "order-2")?.due == at("2020-06-04T17:30"))
        try file.pass(to: "2020-06-05T00:00")
        #expect(file.run("rework", of: "order-2")?.status == .missed)
        try file.hear(Say.amended(.complaint), "2020-06-05T10:00")
        #expect(file.run("rework", of: "order-2")?.status == .missed)
        #expect(file.all(DeadlineMissWithdrawn.self).isEmpty)
    }

    @Test("DM-35: an assistant's miss stands when the matter is called complex afterwards")
    func assistStaysLate() throws {
        let doumen = "doumen-2016.1"
        var file = CaseFile(try Town.doumen.get())
        try file.hear(Say.registered(.complaint, pack: doumen), "2016-06-07T17:45")
        for (order, basis) in [("order-1", DispatchBasis.onAir), ("order-2", .joint)] {
            try file.hear(
                Say.dispatched(
                    order, .complaint, basis: basis, isLead: basis == .onAir, registered: "2016-06-07T17:45",
                    pack: doumen), "2016-06-08T09:00")
        }
        try file.hear(Say.joined("order-2", lead: "order-1"), "2016-06-08T09:00")
        let due = try #require(file.run("assist", of: "order-2")?.due)
        try file.pass(to: "2016-07-01T10:00")
        #expect(file.run("assist", of: "order-2")?.status == .missed)
        try file.hear(Say.amended(isComplex: true), "2016-07-01T11:00")
        #expect(file.run("assist", of: "order-2")?.status == .missed)
        #expect(file.run("assist", of: "order-2")?.due == due)
    }

    @Test("DM-25: who is given a matter when its time is up has as long again; who is given it before has what is left")
    func nobodyIsBornLate() throws {
        let doumen = "doumen-2016.1"
        for (sent, due) in [
            ("2016-06-12T17:00", "2016-06-12T17:30"), ("2016-06-12T17:30", "2016-06-14T17:30"),
            ("2016-06-15T09:00", "2016-06-17T17:30"),
        ] {
            var file = CaseFile(try Town.doumen.get())
            try file.hear(Say.registered(.consultation, pack: doumen), "2016-06-07T17:45")
            try file.hear(
                Say.dispatched("order-1", .consultation, registered: "2016-06-07T17:45", pack: doumen), sent)
            #expect(file.run("consultation")?.due == at(due), "sent \(sent)")
            #expect(file.run("consultation")?.status == .running)
        }
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
