import Contracts
import Foundation
import RulePacks
import Testing
import WorkingCalendar

@testable import DeadlineWatcherService

/// A clock that recurs: when a run has ended, the next start begins another.
@Suite struct RecurrenceTests {
    private static let pack = "doumen-2016.1"

    private func matter(_ town: Town) throws -> CaseFile {
        var file = CaseFile(town)
        try file.hear(Say.registered(.complaint, isForeign: true, pack: Self.pack), "2016-06-07T17:45")
        try file.hear(order("order-1", .onAir), "2016-06-07T18:40")
        return file
    }

    private func order(_ order: String, _ basis: DispatchBasis) -> WorkOrderDispatched {
        Say.dispatched(order, basis: basis, isForeign: true, registered: "2016-06-07T17:45", pack: Self.pack)
    }

    /// Passed on on 8 June, on 13 June and on 20 June; each unit but the last has it within a day.
    private func passedOnThreeTimes(_ town: Town) throws -> CaseFile {
        var file = try matter(town)
        try file.hear(Say.transferred("order-1"), "2016-06-08T10:00")
        try file.hear(order("order-2", .transfer), "2016-06-08T11:00")
        try file.hear(Say.transferred("order-2"), "2016-06-13T10:00")
        try file.hear(order("order-3", .transfer), "2016-06-14T11:00")
        try file.hear(Say.transferred("order-3"), "2016-06-20T10:00")
        return file
    }

    private func town(altering edits: [(from: String, to: String)], calendar: String = "cn_calendar.csv") throws -> Town
    {
        var text = try Town.text("deploy/districts/doumen/pack.yaml")
        for (from, to) in edits {
            try #require(text.contains(from), "the pack no longer says \(from)")
            text = text.replacing(from, with: to, maxReplacements: 1)
        }
        return try Town(pack: RulePack(source: text, file: "pack.yaml"), table: Town.table(calendar))
    }

    private func runs(_ file: CaseFile, _ clock: String = "handoff") -> [ClockRun] {
        file.state.runs.filter { $0.clock.rawValue == clock && $0.status != .void }
    }

    @Test("DM-32: each time a matter lies with nobody has a limit of its own, and the first keeps its id")
    func eachTime() throws {
        var file = try passedOnThreeTimes(Town.doumen.get())
        #expect(runs(file).map(\.status) == [.met, .met, .running])
        #expect(
            runs(file).map(\.due) == [at("2016-06-12T17:30"), at("2016-06-14T17:30"), at("2016-06-21T17:30")])
        #expect(runs(file).map(\.id.rawValue) == (0...2).map { "case-1>deadline/handoff/#\($0)" })
        try file.pass(to: "2016-06-22T00:00")
        #expect(runs(file).map(\.status) == [.met, .met, .missed])
        try file.hear(order("order-4", .transfer), "2016-06-22T09:00")
        try file.hear(Say.transferred("order-4"), "2016-06-22T10:00")
        // A miss that was made good is over, too.
        #expect(runs(file).map(\.status) == [.met, .met, .missed, .running])
        #expect(Set(file.events.map(\.id)).count == file.events.count)
    }

    @Test("CZ-18: a matter that is rightly returned a second time is to be given on a second time")
    func returnedTwice() throws {
        let pack = "changzhou-2020.1"
        var file = CaseFile(try Town.changzhou.get())
        try file.hear(Say.registered(pack: pack), "2020-05-14T09:20")
        for (order, basis, sent, returned) in [
            ("order-1", DispatchBasis.onAir, "2020-05-14T10:10", "2020-05-14T15:00"),
            ("order-2", .transfer, "2020-05-15T10:00", "2020-05-18T10:00"),
            ("order-3", .transfer, "2020-05-20T10:00", "2020-05-20T11:00"),
        ] {
            try file.hear(
                Say.dispatched(order, basis: basis, registered: "2020-05-14T09:20", pack: pack), sent)
            try file.hear(Say.objectionUpheld(order), returned)
        }
        #expect(runs(file, "reassign").map(\.status) == [.met, .missed, .running])
        #expect(runs(file, "reassign").last?.due == at("2020-05-21T17:30"))
    }

    @Test("DM-37: what is found unsolved after one letter is to have another, promptly")
    func secondLetter() throws {
        var file = try matter(Town.doumen.get())
        try file.hear(Say.superviseAfter("callback-1"), "2016-06-13T10:00")
        try file.hear(Say.issued(SupervisionID("letter-1"), rule: RuleID("DM-37")), "2016-06-14T09:00")
        // A letter about what was overdue is another's.
        try file.hear(Say.superviseAfter("callback-2"), "2016-06-20T10:00")
        try file.hear(Say.issued(SupervisionID("letter-2")), "2016-06-20T11:00")
        #expect(runs(file, "unsolved-letter").map(\.status) == [.met, .running])
        try file.hear(Say.issued(SupervisionID("letter-3"), rule: RuleID("DM-37")), "2016-06-21T09:00")
        #expect(runs(file, "unsolved-letter").map(\.status) == [.met, .met])
    }

    @Test func whatComesWhileItRunsBeginsNothing() throws {
        var file = try matter(Town.doumen.get())
        try file.hear(Say.transferred(), "2016-06-08T10:00")
        try file.hear(Say.objectionUpheld(), "2016-06-08T10:30")
        #expect(runs(file).map(\.startedAt) == [at("2016-06-08T10:00")])
        try file.hear(order("order-2", .transfer), "2016-06-08T11:00")
        #expect(runs(file).map(\.status) == [.met])
    }

    @Test func passingOnWithinOneInstantIsARunOfItsOwn() throws {
        var file = try matter(Town.doumen.get())
        // The platform names the next unit at once, which passes it on in the same moment.
        try file.hear(Say.transferred("order-1"), "2016-06-08T10:00")
        try file.hear(order("order-2", .transfer), "2016-06-08T10:00")
        try file.hear(Say.transferred("order-2"), "2016-06-08T10:00")
        #expect(runs(file).map(\.status) == [.met, .running])
        try file.hear(order("order-3", .transfer), "2016-06-08T10:00")
        #expect(runs(file).map(\.status) == [.met, .met])
    }

    @Test func withoutTheWordTheFirstStartCounts() throws {
        let file = try passedOnThreeTimes(town(altering: [("    recurs: true\n    starts:\n", "    starts:\n")]))
        #expect(runs(file).map(\.status) == [.met])
    }

    @Test func nothingBeginsInACaseThatGoesOnWithAnother() throws {
        var file = try matter(Town.doumen.get())
        try file.hear(Say.transferred("order-1"), "2016-06-08T10:00")
        try file.hear(Say.linked, "2016-06-08T10:30")
        try file.hear(Say.transferred("order-1"), "2016-06-13T10:00")
        #expect(runs(file).map(\.status) == [.cancelled])
    }

    @Test func whateverTheOrderOfArrivalTheRunsAreTheSame() throws {
        let town = try Town.doumen.get()
        let straight = try passedOnThreeTimes(town)
        var lottery = Lottery(state: 7)
        for _ in 0..<200 {
            var mixed = CaseFile(town)
            for fact in straight.state.facts.shuffled(using: &lottery) { try mixed.hear(fact) }
            #expect(Set(runs(mixed).map(\.id)) == Set(runs(straight).map(\.id)))
            for run in runs(straight) {
                let same = mixed.state.runs.first { $0.id == run.id }
                #expect(same?.status == run.status && same?.due == run.due && same?.startedAt == run.startedAt)
                #expect(same?.endedAt == run.endedAt && same?.workOrder == run.workOrder)
            }
        }
    }

    @Test func aRunThatALateFactLeavesNoRoomForIsVoided() throws {
        var file = try passedOnThreeTimes(Town.doumen.get())
        try file.hear(Say.linked, "2016-06-13T09:00")
        #expect(file.state.runs.filter { $0.clock.rawValue == "handoff" }.map(\.status) == [.met, .void, .void])
        #expect(file.all(DeadlineCancelled.self).filter { $0.clock.rawValue == "handoff" }.count == 2)
    }

    @Test("X24: each run's miss climbs its ladder, once") func ladders() throws {
        let edit = ("    owes: platform\n    miss: none", "    owes: platform\n    miss: {ladder: overdue}")
        var file = try matter(town(altering: [edit]))
        try file.hear(Say.transferred("order-1"), "2016-06-08T10:00")
        try file.pass(to: "2016-06-13T00:00")
        try file.hear(order("order-2", .transfer), "2016-06-13T10:00")
        try file.hear(Say.transferred("order-2"), "2016-06-13T11:00")
        try file.pass(to: "2016-06-15T00:00")
        try file.hear(order("order-3", .transfer), "2016-06-15T10:00")
        let filed = file.all(OverdueFiled.self).filter { run in runs(file).map(\.id).contains(run.deadline) }
        #expect(filed.map(\.deadline) == runs(file).map(\.id))
        #expect(Set(filed.map(\.supervision)).count == 2)
        #expect(Set(file.events.map(\.id)).count == file.events.count)
    }

    @Test func whatMovesOneRunMovesNoOther() throws {
        let edit = (
            "    within: {amount: 1, unit: workingDays}\n    owes: platform",
            "    moves: [{on: ExtensionGranted, cause: extension}]\n"
                + "    within: {amount: 1, unit: workingDays}\n    owes: platform"
        )
        var file = try matter(town(altering: [edit]))
        try file.hear(Say.transferred("order-1"), "2016-06-08T10:00")
        try file.hear(Say.extended("handoff", "2016-06-17T17:30"), "2016-06-08T11:00")
        try file.hear(order("order-2", .transfer), "2016-06-13T10:00")
        try file.hear(Say.transferred("order-2"), "2016-06-20T10:00")
        try file.hear(Say.extended("handoff", "2016-06-24T17:30", order: "order-2"), "2016-06-20T11:00")
        #expect(runs(file).map(\.status) == [.met, .running])
        #expect(runs(file).map(\.due) == [at("2016-06-17T17:30"), at("2016-06-24T17:30")])
        #expect(runs(file).map(\.originalDue) == [at("2016-06-12T17:30"), at("2016-06-21T17:30")])
    }

    @Test func eachRunGoesByTheDayThatItsOwnStartNames() throws {
        let edit = ("    starts: [{on: PromiseMade}]", "    recurs: true\n    starts: [{on: PromiseMade}]")
        var file = try matter(town(altering: [edit]))
        try file.hear(Say.promised("2016-06-30T17:30"), "2016-06-07T17:46")
        try file.hear(Say.answered(), "2016-06-10T10:00")
        try file.hear(Say.promised("2016-06-20T17:30"), "2016-06-13T10:00")
        #expect(runs(file, "promise").map(\.status) == [.met, .running])
        #expect(runs(file, "promise").map(\.due) == [at("2016-06-30T17:30"), at("2016-06-20T17:30")])
    }

    @Test func whatStandsStillWhenARunBeginsStandsStillForIt() throws {
        let edit = (
            "    within: {amount: 1, unit: workingDays}\n    owes: platform",
            "    pauses: [{on: ClockPaused}]\n    resumes: [{on: ClockResumed}]\n"
                + "    within: {amount: 1, unit: workingDays}\n    owes: platform"
        )
        var file = try matter(town(altering: [edit]))
        try file.hear(Say.transferred("order-1"), "2016-06-08T10:00")
        try file.hear(order("order-2", .transfer), "2016-06-08T11:00")
        try file.hear(Say.paused("order-2"), "2016-06-13T09:00")
        try file.hear(Say.transferred("order-2"), "2016-06-13T10:00")
        #expect(runs(file).map(\.status) == [.met, .paused])
        try file.hear(Say.resumed("order-2"), "2016-06-15T10:00")
        #expect(runs(file).map(\.status) == [.met, .running])
        #expect(runs(file).last?.due == at("2016-06-15T17:30"))
    }

    @Test func whatWasOverBeforeBindsNoLaterClock() throws {
        let edit = (
            "    within: {unit: promptly}\n    owes: supervisor",
            "    within: {amount: 5, unit: workingDays}\n    noLaterThan: [handoff]\n    owes: supervisor"
        )
        var file = try matter(town(altering: [edit]))
        try file.hear(Say.transferred("order-1"), "2016-06-08T10:00")
        try file.hear(order("order-2", .transfer), "2016-06-08T11:00")
        try file.hear(Say.superviseAfter(), "2016-06-13T10:00")
        #expect(runs(file, "unsolved-letter").map(\.due) == [at("2016-06-20T17:30")])
        try file.hear(Say.transferred("order-2"), "2016-06-14T10:00")
        #expect(runs(file, "unsolved-letter").map(\.due) == [at("2016-06-15T17:30")])
    }

    @Test func aNewCalendarMovesTheRunThatIsUnderWay() throws {
        let edit = ("doumen-2016.1", "doumen-2016.2")
        var file = CaseFile(try town(altering: [edit], calendar: "cn_calendar-2020.1.csv"))
        func sent(_ order: String, _ basis: DispatchBasis, _ time: String) throws {
            try file.hear(
                Say.dispatched(order, basis: basis, registered: "2020-01-13T10:00", pack: "doumen-2016.2"), time)
        }
        try file.hear(Say.registered(pack: "doumen-2016.2"), "2020-01-13T10:00")
        try sent("order-1", .onAir, "2020-01-13T10:00")
        try file.hear(Say.transferred("order-1"), "2020-01-20T10:00")
        try sent("order-2", .transfer, "2020-01-20T11:00")
        try file.hear(Say.transferred("order-2"), "2020-01-23T18:00")
        #expect(runs(file).last?.due == at("2020-01-31T17:30"))
        let later = try town(altering: [edit], calendar: "cn_calendar-2020.2.csv")
        let done = try later.engine.recompute(
            &file.state, because: EventID("calendar-2"), at: at("2020-01-27T09:00"))
        #expect(runs(file).map(\.due) == [at("2020-01-21T17:30"), at("2020-02-03T17:30")])
        let moved = done.events.compactMap { $0.event as? DeadlineMoved }.filter { $0.clock.rawValue == "handoff" }
        #expect(moved.map(\.deadline) == runs(file).suffix(1).map(\.id))
    }

    @Test func aFirstRunIsStoredAsItWasBefore() throws {
        let file = try passedOnThreeTimes(Town.doumen.get())
        let cells = runs(file).map { $0.encoded.split(separator: "\t", omittingEmptySubsequences: false).count }
        // The last piece is the end of the line.
        #expect(cells == [24, 25, 25])
        for run in runs(file) { #expect(try ClockRun(encoded: run.encoded) == run) }
    }

    @Test func eachRunIsExplainedByItsOwnDays() throws {
        let file = try passedOnThreeTimes(Town.doumen.get())
        let accounts = try runs(file).map { try file.town.engine.account(of: $0, in: file.state, moves: []) }
        #expect(
            accounts.map { $0.days?.counted.map(\.description) } == [["2016-06-12"], ["2016-06-14"], ["2016-06-21"]])
        let texts = accounts.map { $0.text(.english) }
        #expect(texts.map { $0.contains("Run ") } == [false, true, true])
        #expect(texts.last?.contains("\nRun 3 of this clock; the one before has ended\n") == true)
    }

    @Test func aDryRunTellsEachRun() throws {
        let state = try passedOnThreeTimes(Town.doumen.get()).state
        let once = try RulePack(
            source: Town.text("deploy/districts/doumen/pack.yaml").replacing("    recurs: true\n", with: ""),
            file: "old")
        let run = try DryRun(
            kept: once, new: Town.pack("doumen"), table: Town.table("cn_calendar.csv"),
            changes: [PackChange(path: "clocks.handoff.recurs", text: "clocks.handoff.recurs: false → true")])
        let changes = try run.changes(in: state)
        #expect(changes.map(\.clock.rawValue) == ["handoff", "handoff"])
        #expect(changes.map(\.recurrence) == [1, 2])
        #expect(changes.allSatisfy { $0.old == nil && $0.reasons == ["clocks.handoff.recurs: false → true"] })
    }
}
