import Contracts
import DeadlineWatcherService
import RulePacks
import Testing

/// Limits that count backwards from a show.
@Suite struct ShowClockTests {
    private func due(
        _ clock: String, _ opens: String, entered: String = "2020-03-16T09:00", pack changes: [(String, String)] = []
    ) throws -> Instant? {
        var text = try Town.text("deploy/districts/changzhou/pack.yaml")
        for (old, new) in changes {
            #expect(text.contains(old))
            text = text.replacing(old, with: new)
        }
        let pack = try RulePack(source: text, file: "pack.yaml")
        var file = CaseFile(try Town(pack: pack, table: Town.table("cn_calendar.csv")))
        try file.hear(Say.scheduled(opens, pack: pack.version), entered)
        return file.run(clock)?.due
    }

    @Test(
        "CZ-33, X03: the third working day before, or the Monday of the week if that is earlier and works",
        arguments: [
            // Monday 04-06 is Qingming.
            ("2020-04-09T09:00", "2020-04-03T09:00"),
            // Sunday 04-26 works and comes before Monday.
            ("2020-04-29T09:00", "2020-04-26T09:00"),
            ("2020-06-23T09:00", "2020-06-18T09:00"), ("2020-07-14T09:00", "2020-07-09T09:00"),
            ("2020-12-15T09:00", "2020-12-10T09:00"), ("2020-12-29T09:00", "2020-12-24T09:00"),
            ("2020-05-14T09:00", "2020-05-11T09:00"),
            // A Friday's show: Monday is earlier than the third working day before.
            ("2020-05-22T09:00", "2020-05-18T09:00"),
        ])
    func thePreparationMeeting(opens: String, due: String) throws {
        #expect(try self.due("prep-meeting", opens) == at(due))
    }

    @Test("CZ-33, X03: the policy decides: a district may go by one of the two alone")
    func thePreparationMeetingByOneOfTheTwo() throws {
        let byDays = [("prep.mode: earlierOf", "prep.mode: workingDaysBefore")]
        #expect(try due("prep-meeting", "2020-05-22T09:00", pack: byDays) == at("2020-05-19T09:00"))
        let byMonday = [("prep.mode: earlierOf", "prep.mode: mondayOfWeek")]
        #expect(try due("prep-meeting", "2020-06-23T09:00", pack: byMonday) == at("2020-06-22T09:00"))
        // A Monday that does not work is refused.
        #expect(try due("prep-meeting", "2020-04-09T09:00", pack: byMonday) == at("2020-04-03T09:00"))
    }

    @Test("CZ-11, X04: a district may take leave until the end of that day")
    func leaveUntilTheEndOfTheDay() throws {
        let text = try Town.text("deploy/districts/changzhou/pack.yaml")
            .replacing("leave.cutoffTime: startOfWorkingDay", with: "leave.cutoffTime: endOfWorkingDay")
        let pack = try RulePack(source: text, file: "pack.yaml")
        var file = CaseFile(try Town(pack: pack, table: Town.table("cn_calendar.csv")))
        try file.hear(Say.scheduled("2020-05-14T09:00", pack: pack.version), "2020-03-16T09:00")
        try file.hear(Say.leave(), "2020-05-11T15:00")
        #expect(file.run("leave")?.status == .met && file.run("leave")?.due == at("2020-05-11T17:30"))
    }

    @Test("CZ-30, X02: what lay before the rules is due on the last working day before the show")
    func whatLayBeforeTheRules() throws {
        // 30 working days before 03-26 is 2020-02-13, a month before the notice.
        #expect(try due("contacts", "2020-03-26T09:00") == at("2020-03-25T17:30"))
        #expect(try due("contacts", "2020-04-02T09:00") == at("2020-04-01T17:30"))
        // The sixth show's lies after it.
        #expect(try due("contacts", "2020-04-29T09:00") == at("2020-03-18T17:30"))
        let strict = [("clock.beforeEffective: grandfather", "clock.beforeEffective: strict")]
        #expect(try due("contacts", "2020-03-26T09:00", pack: strict) == at("2020-02-13T17:30"))
    }

    @Test("CZ-30 CZ-08 CZ-28 X01: a warning at T−30wd, a miss of a new unit at T−1mo, and of every unit at T−15cd")
    func theMilestonesOfTheContactList() throws {
        for (isNew, missed) in [(false, ["CZ-28"]), (true, ["CZ-08", "CZ-28"])] {
            var file = CaseFile(try Town.changzhou.get())
            try file.hear(
                Say.scheduled("2020-05-14T09:00", isNew: isNew, pack: "changzhou-2020.1"), "2020-03-16T09:00")
            try file.pass(to: "2020-03-31T17:30")
            #expect(file.run("contacts")?.status == .running)
            try file.pass(to: "2020-04-07T12:00")
            #expect(file.run("contacts")?.status == .reminded)
            let warned = file.all(DeadlineApproaching.self)
            #expect(warned.map(\.rule.rawValue) == ["CZ-30"] && warned.first?.due == at("2020-03-31T17:30"))
            #expect(warned.first?.deadline == file.run("contacts")?.id && warned.first?.unit == Say.unit)
            #expect(file.all(DeadlineMissed.self).isEmpty)
            try file.pass(to: "2020-04-30T09:00")
            let late = file.all(DeadlineMissed.self).filter { $0.clock.rawValue.hasPrefix("contacts") }
            #expect(late.map(\.rule.rawValue) == missed)
            // Late all the same: it is on record when it came.
            try file.hear(Say.discharged("contacts"), "2020-05-04T10:00")
            #expect(file.run("contacts")?.status == .reminded)
            #expect(file.run("contacts")?.endedAt == at("2020-05-04T10:00"))
            #expect(file.run("contacts-form")?.status == .missed)
        }
    }

    @Test("CZ-30 X01: what comes after the warning and was done before it is met, and no miss is withdrawn")
    func aReminderForNothing() throws {
        var file = CaseFile(try Town.changzhou.get())
        try file.hear(Say.scheduled("2020-05-14T09:00", pack: "changzhou-2020.1"), "2020-03-16T09:00")
        try file.pass(to: "2020-04-01T09:00")
        try file.hear(Say.discharged("contacts"), "2020-03-31T17:30")
        #expect(file.run("contacts")?.status == .met)
        #expect(file.all(DeadlineMissWithdrawn.self).isEmpty)
    }

    @Test("CZ-30 CZ-37: a show that is moved after the warning is warned of again, by its own day")
    func movedAfterTheWarning() throws {
        var file = CaseFile(try Town.changzhou.get())
        try file.hear(Say.scheduled("2020-05-14T09:00", pack: "changzhou-2020.1"), "2020-03-16T09:00")
        try file.pass(to: "2020-04-01T09:00")
        try file.hear(Say.scheduled("2020-06-18T09:00", pack: "changzhou-2020.1"), "2020-04-02T09:00")
        #expect(file.run("contacts")?.status == .running)
        try file.pass(to: "2020-05-09T09:00")
        #expect(file.run("contacts")?.status == .reminded)
        let warned = file.all(DeadlineApproaching.self).filter { $0.clock.rawValue == "contacts" }
        #expect(warned.map(\.due) == [at("2020-03-31T17:30"), at("2020-05-08T17:30")])
        #expect(Set(file.events.map(\.id)).count == file.events.count)
    }

    @Test("CZ-30: a late list tells the same with the timer and without it") func theSameWithoutTheTimer() throws {
        var files = [CaseFile(try Town.changzhou.get()), CaseFile(try Town.changzhou.get())]
        for index in files.indices {
            try files[index].hear(Say.scheduled("2020-05-14T09:00", pack: "changzhou-2020.1"), "2020-03-16T09:00")
            if index == 0 { try files[index].pass(to: "2020-04-02T09:00") }
            try files[index].hear(Say.discharged("contacts"), "2020-04-02T09:00")
        }
        #expect(files[0].state == files[1].state)
        #expect(files[0].events.map(\.id) == files[1].events.map(\.id))
        #expect(files[0].events.map(\.at) == files[1].events.map(\.at))
    }

    @Test("CZ-31, X02: who learns of a show too late has what is left of the time, or owes nothing")
    func aShowThatIsEnteredLate() throws {
        // Ten working days from Wednesday 05-06 would end after the show.
        #expect(try due("speaker", "2020-05-14T09:00", entered: "2020-05-06T10:00") == at("2020-05-13T17:30"))
        #expect(try due("speaker", "2020-05-14T09:00", entered: "2020-05-13T18:00") == nil)
        #expect(try due("arrival", "2020-05-14T09:00", entered: "2020-05-14T08:30") == nil)
        // A season that is entered when it is history owes nothing at all.
        for clock in ["contacts", "speaker", "warm-up", "prep-meeting", "arrival"] {
            #expect(try due(clock, "2020-05-14T09:00", entered: "2021-05-14T08:30") == nil, "\(clock)")
        }
    }

    @Test("CZ-30, CZ-37: a show that is moved moves its limits, and the first date stays on record")
    func aMovedShow() throws {
        var file = CaseFile(try Town.changzhou.get())
        try file.hear(Say.scheduled("2020-05-14T09:00", pack: "changzhou-2020.1"), "2020-03-16T09:00")
        try file.hear(Say.scheduled("2020-06-18T09:00", pack: "changzhou-2020.1"), "2020-03-20T09:00")
        let run = try #require(file.run("contacts"))
        #expect(run.due == at("2020-05-08T17:30") && run.originalDue == at("2020-03-31T17:30"))
        let moved = file.all(DeadlineMoved.self).first { $0.clock.rawValue == "contacts" }
        #expect(moved?.cause == "rescheduled" && moved?.broadcast == Say.show)
        // Moved nearer: nobody owes yesterday.
        try file.hear(Say.scheduled("2020-05-07T09:00", pack: "changzhou-2020.1"), "2020-04-20T09:00")
        #expect(file.run("contacts")?.due == at("2020-05-06T17:30"))
    }

    @Test("CZ-32: the team is told of the warm-up ten working days before the show") func warmUp() throws {
        var file = CaseFile(try Town.changzhou.get())
        try file.hear(Say.scheduled("2020-05-14T09:00", pack: "changzhou-2020.1"), "2020-03-16T09:00")
        try file.pass(to: "2020-04-28T17:30")
        let told = file.all(DeadlineApproaching.self).first { $0.clock.rawValue == "warm-up" }
        #expect(told?.owes == "station" && told?.due == at("2020-05-14T09:00"))
    }

    @Test("CZ-61 X15: what Monday's edition uses is filed by the end of Sunday, not of Friday") func dailyEdition()
        throws
    {
        for (time, status) in [("2020-05-18T00:00", ClockRun.Status.met), ("2020-05-18T00:01", .missed)] {
            var file = CaseFile(try Town.changzhou.get())
            try file.hear(Say.scheduled("2020-05-14T09:00", pack: "changzhou-2020.1"), "2020-03-16T09:00")
            try file.hear(Say.planned("dailyEdition", "2020-05-18T22:20"), "2020-05-13T10:00")
            #expect(file.run("daily-edition")?.due == at("2020-05-18T00:00"))
            try file.hear(Say.discharged("dailyEdition"), time)
            #expect(file.run("daily-edition")?.status == status)
        }
    }

    @Test("CZ-61 X15: a district may ask for it by the end of the working day before") func dailyEditionByFriday()
        throws
    {
        let text = try Town.text("deploy/districts/changzhou/pack.yaml")
            .replacing("daily.cutoff: previousCalendarDay", with: "daily.cutoff: previousWorkingDay")
        let pack = try RulePack(source: text, file: "pack.yaml")
        // The Monday after a weekend, and the one after the make-up Sunday of 2020-05-09.
        for (day, due) in [("2020-05-18", "2020-05-16T00:00"), ("2020-05-11", "2020-05-10T00:00")] {
            var file = CaseFile(try Town(pack: pack, table: Town.table("cn_calendar.csv")))
            try file.hear(Say.scheduled("2020-05-14T09:00", pack: pack.version), "2020-03-16T09:00")
            try file.hear(Say.planned("dailyEdition", "\(day)T22:20"), "2020-05-08T10:00")
            #expect(file.run("daily-edition")?.due == at(due))
        }
    }

    @Test("CZ-39: at 08:00 is in time, at 08:01 is late")
    func arrival() throws {
        for (time, status) in [("2020-05-14T08:00", ClockRun.Status.met), ("2020-05-14T08:01", .missed)] {
            var file = CaseFile(try Town.changzhou.get())
            try file.hear(Say.scheduled("2020-05-14T09:00", pack: "changzhou-2020.1"), "2020-03-16T09:00")
            try file.hear(Say.discharged("arrival"), time)
            #expect(file.run("arrival")?.status == status)
        }
    }

    @Test("DM-17, DM-18: the script goes to the host a week before, stamped on file before the show")
    func theScript() throws {
        var file = CaseFile(try Town.doumen.get())
        // From the first show of June, entered a week before; its own script would be due on the day it is entered.
        try file.hear(Say.scheduled("2016-06-21T17:30", pack: "doumen-2016.1"), "2016-06-01T09:00")
        try file.hear(Say.discharged("script"), "2016-06-14T17:31")
        #expect(file.run("script")?.status == .missed)
        try file.hear(Say.discharged("scriptFiled"), "2016-06-21T17:30")
        #expect(file.run("script-filed")?.status == .met)
    }

    @Test("DM-35, DM-36: joint handling is the lead's to answer, and to feed back to the station")
    func jointHandling() throws {
        var file = CaseFile(try Town.doumen.get())
        try file.hear(Say.registered(pack: "doumen-2016.1"), "2016-06-07T17:40")
        try file.hear(Say.dispatched(registered: "2016-06-07T17:40", pack: "doumen-2016.1"), "2016-06-07T18:40")
        try file.hear(Say.joined("order-2", lead: "order-1"), "2016-06-08T10:00")
        let joint = try #require(file.run("joint"))
        #expect(joint.unit == Say.unit && joint.workOrder?.rawValue == "order-1" && joint.due == at("2016-06-16T17:30"))
        try file.hear(Say.answered(), "2016-06-16T17:00")
        #expect(file.run("joint")?.status == .met)
        try file.hear(Say.closed(), "2016-06-16T17:10")
        try file.hear(Say.filed("feedback", "station"), "2016-06-22T09:00")
        #expect(file.run("feedback")?.status == .missed && file.run("feedback")?.due == at("2016-06-21T17:30"))
    }

    @Test("DM-39: a show's clocks are no matter of who called in it")
    func aCitizensCaseHasNoClockOfAShow() throws {
        var file = CaseFile(try Town.doumen.get())
        try file.hear(Say.registered(pack: "doumen-2016.1"), "2016-06-07T17:40")
        try file.hear(Say.closedShow(), "2016-06-07T18:30")
        #expect(file.run("show-report") == nil)
    }
}
