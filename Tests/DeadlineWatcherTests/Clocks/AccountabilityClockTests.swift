import Contracts
import DeadlineWatcherService
import RulePacks
import Testing

/// What misses and findings set off beyond supervision: proposals, once each, that only a person decides.
@Suite struct AccountabilityClockTests {
    private func inDoumen(_ category: AppealCategory = .complaint, isComplex: Bool = false) throws -> CaseFile {
        let pack = "doumen-2016.1"
        var file = CaseFile(try Town.doumen.get())
        try file.hear(Say.registered(category, isComplex: isComplex, pack: pack), "2016-06-07T17:40")
        try file.hear(
            Say.dispatched("order-1", category, isComplex: isComplex, registered: "2016-06-07T17:40", pack: pack),
            "2016-06-07T18:40")
        return file
    }

    /// What is proposed for not being in time, under no letter yet.
    private func overdue(_ file: CaseFile) -> [AccountabilityProposed] {
        file.all(AccountabilityProposed.self).filter { $0.rule.rawValue == "DM-43" && $0.ground == "overdue" }
    }

    private func requireProposal(
        about clock: String, of order: String = "order-1", in file: inout CaseFile
    ) throws {
        try file.pass(to: "2016-07-10T10:00")
        let (proposed, missed) = (overdue(file), try #require(file.run(clock, of: order)).id)
        #expect(proposed.map(\.deadline) == [missed])
        // Beside what a miss sets off anyway.
        #expect(file.all(OverdueFiled.self).map(\.deadline) == [missed])
        #expect(proposed.allSatisfy { $0.unit == Say.unit && $0.workOrder?.rawValue == order && $0.proposedBy == nil })
        // The answer was in time and came late: the miss never was.
        try file.hear(Say.answered(order), "2016-06-09T10:00")
        #expect(file.all(AccountabilityWithdrawn.self).map(\.accountability) == proposed.map(\.accountability))
    }

    @Test(
        "DM-43, DM-08, DM-25, DM-26: what the on-air unit has not closed within its limit is proposed, with no letter before it",
        arguments: [
            (AppealCategory.consultation, "consultation"), (.complaint, "complaint"), (.suggestion, "suggestion"),
        ])
    func notInTime(category: AppealCategory, clock: String) throws {
        var file = try inDoumen(category)
        try requireProposal(about: clock, in: &file)
    }

    @Test("DM-43, DM-10: what is not closed by the day of its notice is proposed") func notInTimeOfTheNotice() throws {
        var file = try inDoumen(.complaint, isComplex: true)
        try file.hear(Say.noticed("2016-06-20T17:30"), "2016-06-08T10:00")
        try requireProposal(about: "notice", in: &file)
    }

    @Test("DM-43, DM-33: what the actual unit has not closed within its limit is proposed") func actualUnitIsLate()
        throws
    {
        var file = try inDoumen()
        try file.hear(Say.transferred(), "2016-06-08T09:00")
        try file.hear(
            Say.dispatched("order-2", basis: .transfer, registered: "2016-06-07T17:40", pack: "doumen-2016.1"),
            "2016-06-08T09:05")
        try requireProposal(about: "actual", of: "order-2", in: &file)
    }

    @Test("DM-43: what was granted for a reason is not late, nor is what was answered in time") func aGoodReason()
        throws
    {
        var file = try inDoumen()
        try file.hear(Say.extended("complaint", "2016-06-24T17:30"), "2016-06-14T10:00")
        try file.pass(to: "2016-06-24T17:30")
        try file.hear(Say.answered(), "2016-06-24T17:30")
        try file.pass(to: "2016-07-10T10:00")
        #expect(overdue(file).isEmpty)
    }

    @Test("DM-40, DM-43: a letter that is let pass is proposed for accountability, each of its limits once")
    func overdueUnderSupervision() throws {
        var file = try inDoumen()
        try file.hear(Say.received(), "2016-06-16T10:00")
        try file.pass(to: "2016-07-10T10:00")
        let proposed = file.all(AccountabilityProposed.self).filter { $0.ground == "overdueUnderSupervision" }
        #expect(proposed.count == 2 && Set(proposed.map(\.accountability)).count == 2)
        #expect(proposed.allSatisfy { $0.rule.rawValue == "DM-43" && $0.proposedBy == nil })
        #expect(
            Set(proposed.compactMap(\.deadline))
                == Set(["letter-reply", "letter-report"].compactMap { file.run($0)?.id }))
    }

    @Test(
        "DM-35, DM-44: joint handling that is late is filed, supervised and proposed for accountability, in this order")
    func jointHandlingThatIsLate() throws {
        var file = try inDoumen()
        try file.hear(Say.joined("order-2", lead: "order-1"), "2016-06-08T10:00")
        try file.pass(to: "2016-06-17T10:00")
        let joint = try #require(file.run("joint"))
        #expect(
            file.escalations(of: joint.id) == ["OverdueFiled", "SupervisionProposed", "AccountabilityProposed"])
        let proposed = file.all(AccountabilityProposed.self).first { $0.deadline == joint.id }
        #expect(proposed?.rule.rawValue == "DM-44" && proposed?.ground == "jointOverdue" && proposed?.unit == Say.unit)
        // One matter is late once: the limit of its category ended when it became joint.
        #expect(file.all(OverdueFiled.self).count == 1 && file.all(SupervisionProposed.self).count == 1)
        #expect(file.all(AccountabilityProposed.self).count == 1)
    }

    @Test("DM-42: what a supervisor finds insufficient is proposed for accountability; what is accepted is not")
    func perfunctoryRectification() throws {
        for (conclusion, count) in [("accepted", 0), ("insufficient", 1)] {
            var file = try inDoumen()
            try file.hear(Say.received(), "2016-06-16T10:00")
            try file.hear(
                SupervisionConcluded(
                    case: CaseFile.id, supervision: SupervisionID("letter-1"), unit: Say.unit, conclusion: conclusion,
                    by: "supervisor"), "2016-06-17T10:00")
            let proposed = file.all(AccountabilityProposed.self).filter { $0.rule.rawValue == "DM-42" }
            #expect(proposed.map(\.ground) == Array(repeating: "perfunctory", count: count))
        }
    }

    @Test("DM-45: two who come again after the answer are proposed for accountability, once")
    func repeatedComplaints() throws {
        var file = try inDoumen()
        try file.hear(Say.answered(), "2016-06-08T10:00")
        for (repeats, count) in [(1, 0), (2, 1), (3, 1)] {
            try file.hear(
                AppealRepeated(case: CaseFile.id, unit: Say.unit, repeats: repeats), "2016-06-1\(repeats)T10:00")
            let proposed = file.all(AccountabilityProposed.self).filter { $0.rule.rawValue == "DM-45" }
            #expect(proposed.count == count)
            #expect(proposed.allSatisfy { $0.ground == "repeatedComplaints" && $0.unit == Say.unit })
        }
    }

    @Test("CZ-21, CZ-53: a matter not closed in time is a clue, withdrawn where the miss never was")
    func inactionIsAClue() throws {
        var file = CaseFile(try Town.changzhou.get())
        try file.hear(Say.registered(pack: "changzhou-2020.1"), "2020-05-14T09:20")
        try file.hear(Say.dispatched(registered: "2020-05-14T09:20", pack: "changzhou-2020.1"), "2020-05-14T10:10")
        try file.pass(to: "2020-06-29T09:00")
        let clue = try #require(file.all(ReferralProposed.self).first)
        #expect(file.all(ReferralProposed.self).count == 1)
        #expect(clue.rule.rawValue == "CZ-53" && clue.ground == "notActedOn" && clue.deadline == file.run("close")?.id)
        try file.hear(Say.answered(), "2020-06-20T10:00")
        let withdrawn = file.all(ReferralWithdrawn.self)
        #expect(withdrawn.map(\.referral) == [clue.referral] && withdrawn.map(\.deadline) == [clue.deadline])
    }
}
