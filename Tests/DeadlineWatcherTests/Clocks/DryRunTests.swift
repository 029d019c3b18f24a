import Contracts
import DeadlineWatcherService
import Foundation
import RulePacks
import Testing
import WorkingCalendar

/// A past case put to another pack.
@Suite struct DryRunTests {
    private static let kept = "changzhou-2020.1"
    /// What a newer pack may say otherwise beside its clocks.
    private static let elsewhere = [
        "policies.clock.beforeEffective", "policies.prep.mode", "policies.leave.cutoffTime", "policies.daily.cutoff",
        "policies.leave.approval", "pack.effectiveFrom", "pack.printed", "extension.isAllowed", "extension.atMost",
        "extension.approver",
    ]

    private func dryRun(
        _ edits: [(from: String, to: String)], _ changes: [String], of district: String = "changzhou"
    ) throws -> DryRun {
        var text = try Town.text("deploy/districts/\(district)/pack.yaml")
        let version = district == "changzhou" ? Self.kept : "doumen-2016.1"
        for (from, to) in edits + [(version, "\(district)-new")] {
            #expect(text.contains(from))
            text = text.replacing(from, with: to)
        }
        return try DryRun(
            kept: Town.pack(district), new: RulePack(source: text, file: "new"),
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

    /// Which clocks a unit's preparation of a show would have had otherwise, and why.
    private func preparation(
        _ opens: String, leaveAt: String? = nil, _ edit: (from: String, to: String), _ changes: [String] = elsewhere
    ) throws -> [String: [String]] {
        var file = CaseFile(try Town.changzhou.get())
        try file.hear(Say.scheduled(opens, pack: Self.kept), "2020-03-16T09:00")
        if let leaveAt { try file.hear(Say.leave(), leaveAt) }
        let found = try dryRun([edit], changes).changes(in: file.state)
        return Dictionary(uniqueKeysWithValues: found.map { ($0.clock.rawValue, $0.reasons) })
    }

    @Test("X02: what lay before the pack moves with the policy, and with the day that the pack takes effect")
    func beforeThePack() throws {
        let reasons = ["policies.clock.beforeEffective: other", "pack.effectiveFrom: other"]
        let strict = try preparation("2020-04-09T09:00", ("grandfather", "strict"))
        #expect(strict == ["contacts": reasons])
        let later = try preparation(
            "2020-04-09T09:00", ("effectiveFrom: 2020-03-13", "effectiveFrom: 2020-03-27"),
            ["pack.effectiveFrom", "pack.printed", "policies.prep.mode"])
        #expect(later == ["contacts-form": [reasons[1]], "speaker": [reasons[1]]])
    }

    @Test("X03: the preparation meeting moves with its policy alone, and names it") func thePreparationMeeting() throws
    {
        let found = try preparation(
            "2020-05-22T09:00", ("prep.mode: earlierOf", "prep.mode: workingDaysBefore"),
            ["policies.prep.mode", "policies.leave.cutoffTime", "policies.daily.cutoff"])
        #expect(found == ["prep-meeting": ["policies.prep.mode: other"]])
    }

    @Test("X04: leave moves with its policy, and names it") func leave() throws {
        let found = try preparation(
            "2020-05-14T09:00", leaveAt: "2020-05-08T10:00",
            ("leave.cutoffTime: startOfWorkingDay", "leave.cutoffTime: endOfWorkingDay"))
        #expect(found == ["leave": ["policies.leave.cutoffTime: other"]])
    }

    @Test("X02, X03: where a pack has no policies at all, they are the reason as a whole") func noPolicies() throws {
        let found = try preparation(
            "2020-05-22T09:00", ("prep.mode: earlierOf", "prep.mode: mondayOfWeek"), ["policies", "extension"])
        #expect(found.isEmpty)
        let moved = try preparation(
            "2020-05-22T09:00", ("prep.mode: earlierOf", "prep.mode: workingDaysBefore"), ["policies", "extension"])
        #expect(moved == ["prep-meeting": ["policies: other"]])
    }

    @Test("X25: how many extensions count moves what was extended, and is named; who approves them is not")
    func extensions() throws {
        var file = CaseFile(try Town.doumen.get())
        try file.hear(Say.registered(pack: "doumen-2016.1"), "2016-06-07T17:40")
        try file.hear(Say.dispatched(registered: "2016-06-07T17:40", pack: "doumen-2016.1"), "2016-06-07T18:40")
        try file.hear(Say.extended("complaint", "2016-06-24T17:30"), "2016-06-13T10:00")
        try file.hear(Say.extended("complaint", "2016-07-08T17:30"), "2016-06-14T10:00")
        let more = try dryRun([("atMost: 1,", "atMost: 2,")], Self.elsewhere, of: "doumen").changes(in: file.state)
        let reasons = ["extension.isAllowed: other", "extension.atMost: other"]
        #expect(more.map(\.clock.rawValue) == ["complaint"])
        #expect(more.first?.new == at("2016-07-08T17:30") && more.first?.reasons == reasons)
        let none = try dryRun(
            [
                (
                    "extension: {isAllowed: true, approver: operator, atMost: 1, needsReason: true}",
                    "extension: {isAllowed: false}"
                )
            ],
            ["extension"], of: "doumen"
        ).changes(in: file.state)
        #expect(none.map(\.new) == [at("2016-06-15T17:30")] && none.first?.reasons == ["extension: other"])
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
