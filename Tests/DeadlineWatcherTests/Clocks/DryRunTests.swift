import Contracts
import DeadlineWatcherService
import Foundation
import RulePacks
import Testing
import WorkingCalendar

/// A past case put to another pack.
@Suite struct DryRunTests {
    private static let kept = "changzhou-2020.1"

    private func dryRun(_ edits: [(from: String, to: String)], _ changes: [String]) throws -> DryRun {
        var text = try Town.text("deploy/districts/changzhou/pack.yaml")
        for (from, to) in edits + [(Self.kept, "changzhou-2020.2")] {
            #expect(text.contains(from))
            text = text.replacing(from, with: to)
        }
        return try DryRun(
            kept: Town.pack("changzhou"), new: RulePack(source: text, file: "new"),
            table: Town.table("cn_calendar.csv"),
            changes: changes.map { PackChange(path: $0, text: "\($0): other") })
    }

    private func enquiry() throws -> CaseFile {
        var file = CaseFile(try Town.changzhou.get())
        try file.hear(Say.registered(.consultation, pack: Self.kept), "2020-05-14T09:30")
        try file.hear(Say.closedShow(), "2020-05-14T10:00")
        try file.hear(
            Say.dispatched("order-1", .consultation, registered: "2020-05-14T09:30", pack: Self.kept),
            "2020-05-14T10:10")
        return file
    }

    @Test func anUnchangedPackChangesNothing() throws {
        #expect(try dryRun([], []).changes(in: enquiry().state).isEmpty)
    }

    @Test("CZ-56: another limit moves its own clock, and names the datum")
    func anotherLimit() throws {
        let run = try dryRun(
            [("{amount: 3, unit: workingDays}", "{amount: 5, unit: workingDays}")],
            ["pack.version", "clocks.answer.title.en", "clocks.answer.within.amount", "clocks.close.within.amount"])
        let changes = try run.changes(in: enquiry().state)
        #expect(changes.map(\.clock.rawValue) == ["answer"])
        #expect(changes.first?.rule == RuleID("CZ-56"))
        #expect(changes.first?.workOrder == WorkOrderID("order-1"))
        #expect(changes.first?.old == at("2020-05-19T17:30"))
        #expect(changes.first?.new == at("2020-05-21T17:30"))
        #expect(changes.first?.reasons == ["clocks.answer.within.amount: other"])
    }

    @Test("CZ-41, CZ-56: what must not outlast a clock moves with it, and says so")
    func whatDependsMovesToo() throws {
        var file = try enquiry()
        let promise = PromiseMade(
            case: CaseFile.id, broadcast: BroadcastID("show"), unit: Say.unit, due: at("2020-06-02T00:00"))
        try file.hear(promise, "2020-05-14T09:30")
        let run = try dryRun(
            [("{amount: 3, unit: workingDays}", "{amount: 5, unit: workingDays}")], ["clocks.answer.within.amount"])
        let changes = try run.changes(in: file.state)
        #expect(changes.map(\.clock.rawValue) == ["answer", "promise"])
        #expect(changes.last?.new == at("2020-05-21T17:30"))
        #expect(changes.last?.reasons == ["clocks.answer.within.amount: other"])
    }

    @Test func officeHoursMoveWhateverTheyMoveAndAreTheReason() throws {
        let run = try dryRun([("13:30-17:30", "13:30-17:00")], ["hours", "policies.prep.mode"])
        let changes = try run.changes(in: enquiry().state)
        #expect(Set(changes.map(\.clock.rawValue)) == ["answer", "close", "paper"])
        #expect(changes.allSatisfy { $0.reasons == ["hours: other"] })
    }

    @Test func clocksThatComeAndGoAreToldAsThat() throws {
        let run = try dryRun([("  - name: paper\n", "  - name: paper-form\n")], [])
        let changes = try run.changes(in: enquiry().state)
        #expect(changes.map(\.clock.rawValue) == ["paper", "paper-form"])
        #expect(changes.first?.new == nil && changes.last?.old == nil)
        #expect(changes.flatMap(\.reasons) == ["clocks.paper: no longer a clock", "clocks.paper-form: new clock"])
    }

    @Test func whatTheCaseDoesNotRememberIsTold() throws {
        #expect(try dryRun([], []).unheard == [])
        let run = try dryRun(
            [("    stops: [{on: WorkOrderSigned}]", "    stops: [{on: WorkOrderSigned}, {on: NoticeIssued}]")], [])
        #expect(run.unheard == [.noticeIssued])
    }
}
