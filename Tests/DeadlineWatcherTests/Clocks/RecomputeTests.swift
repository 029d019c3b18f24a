import Contracts
import DeadlineWatcherService
import RulePacks
import Testing
import WorkingCalendar

/// A new calendar moves what is open, and only that.
@Suite struct RecomputeTests {
    private let pack = "changzhou-2020.1"

    private func dispatched(_ time: String, calendar: String) throws -> CaseFile {
        var file = CaseFile(try Town.deployed("changzhou", calendar: calendar))
        try file.hear(Say.registered(.consultation, pack: pack), time)
        try file.hear(Say.dispatched("order-1", .consultation, registered: time, pack: pack), time)
        return file
    }

    @Test("CZ-44: the notice of 2020-01-26 moves a running deadline and keeps the old one")
    func theChangeOfFebruary2020() throws {
        let file = try dispatched("2020-01-20T10:00", calendar: "cn_calendar-2020.1.csv")
        #expect(file.run("answer")?.due == at("2020-01-23T17:30"))
        #expect(file.run("close")?.due == at("2020-03-06T17:30"))
        var state = file.state
        let town = try Town.deployed("changzhou", calendar: "cn_calendar-2020.2.csv")
        let done = try town.engine.recompute(
            &state, because: EventID("calendar-2"), at: at("2020-01-27T09:00"))
        let moved = done.events.compactMap { $0.event as? DeadlineMoved }
        #expect(Set(moved.map(\.clock.rawValue)) == ["close", "paper"])
        // Friday 01-31 and the make-up Saturday 02-01 became days off.
        for event in moved {
            #expect(event.earlierDue == at("2020-03-06T17:30"))
            #expect(event.originalDue == at("2020-03-06T17:30"))
            #expect(event.due == at("2020-03-10T17:30"))
            #expect(event.cause == "calendar")
            #expect(event.calendarVersion == "cn-2020.2")
        }
        #expect(done.events.allSatisfy { $0.cause == EventID("calendar-2") })
        let again = try town.engine.recompute(
            &state, because: EventID("calendar-2"), at: at("2020-01-27T09:00"))
        #expect(again.events.isEmpty)
    }

    /// Monday 18 May 2020: an enquiry due on Tuesday the 19th, and Saturday the 16th becomes a working day afterwards.
    private func broughtForward(publishedAt: String) throws -> (file: CaseFile, town: Town, events: [DerivedEvent]) {
        var file = try dispatched("2020-05-14T10:00", calendar: "cn_calendar.csv")
        #expect(file.run("answer")?.due == at("2020-05-19T17:30"))
        try file.pass(to: publishedAt)
        let old = try Town.table("cn_calendar.csv")
        var days = old.exceptions
        days[try #require(CivilDay("2020-05-16"))] = CalendarTable.ExceptionalDay(isWorking: true, name: "补班")
        let table = CalendarTable(version: "cn-make-up", publishedYears: old.publishedYears, exceptions: days)
        let town = try Town(pack: Town.pack("changzhou"), table: table)
        let done = try town.engine.recompute(&file.state, because: EventID("calendar-4"), at: at(publishedAt))
        return (file, town, done.events)
    }

    @Test(
        "CZ-56: a notice that brings the day forward makes nobody late before the working day after it",
        arguments: [
            // In time for the bare count: Monday the 18th.
            ("2020-05-15T10:00", "2020-05-18T17:30"),
            // The working day after it, and not later than before.
            ("2020-05-17T10:00", "2020-05-18T17:30"), ("2020-05-18T10:00", "2020-05-19T17:30"),
            ("2020-05-19T10:00", "2020-05-19T17:30"),
        ])
    func broughtForwardAfterwards(publishedAt: String, due: String) throws {
        let (file, _, events) = try broughtForward(publishedAt: publishedAt)
        #expect(file.run("answer")?.due == at(due))
        #expect(file.run("answer")?.status == .running)
        let moved = events.compactMap { $0.event as? DeadlineMoved }.filter { $0.clock == ClockName("answer") }
        #expect(moved.map(\.due) == (due == "2020-05-19T17:30" ? [] : [at(due)]))
    }

    @Test("CZ-56: what a later fact reckons again is not brought forward beyond that either, and the state is kept")
    func theFloorStays() throws {
        var (file, town, _) = try broughtForward(publishedAt: "2020-05-19T10:00")
        _ = try town.engine.apply(Fact(id: EventID("p"), at: at("2020-05-19T11:00"), Say.paused()), to: &file.state)
        _ = try town.engine.apply(Fact(id: EventID("r"), at: at("2020-05-19T11:30"), Say.resumed()), to: &file.state)
        let run = try #require(file.run("answer"))
        #expect(run.due == at("2020-05-19T17:30"))
        #expect(run.status == .running)
        #expect(try ClockRun(encoded: run.encoded) == run)
    }

    @Test func whatIsOverWasJudgedByTheCalendarOfItsTime() throws {
        var file = try dispatched("2020-01-20T10:00", calendar: "cn_calendar-2020.1.csv")
        try file.hear(Say.answered(), "2020-03-06T17:30")
        let town = try Town.deployed("changzhou", calendar: "cn_calendar-2020.2.csv")
        var state = file.state
        let done = try town.engine.recompute(
            &state, because: EventID("calendar-2"), at: at("2020-03-07T09:00"))
        #expect(!done.events.contains { ($0.event as? DeadlineMoved)?.clock == ClockName("close") })
        // A later fact does not reckon it again either.
        _ = try town.engine.apply(
            Fact(id: EventID("x"), at: at("2020-03-10T09:00"), Say.closed()), to: &state)
        #expect(state.runs.first { $0.clock == ClockName("close") }?.due == at("2020-03-06T17:30"))
    }

    @Test func aProvisionalDeadlineBecomesFirmWhenItsTableArrives() throws {
        // The table ends with 2026; the 30 working days reach into 2027.
        var file = try dispatched("2026-12-10T10:00", calendar: "cn_calendar.csv")
        #expect(file.run("close")?.isProvisional == true)
        #expect(file.run("answer")?.isProvisional == false)
        let due = try #require(file.run("close")?.due)
        let old = try Town.table("cn_calendar.csv")
        var days = old.exceptions
        let newYear = try #require(CivilDay("2027-01-01"))
        days[newYear] = CalendarTable.ExceptionalDay(isWorking: false, name: "元旦")
        let table = CalendarTable(version: "cn-2027", publishedYears: 2015...2027, exceptions: days)
        let town = try Town(pack: Town.pack("changzhou"), table: table)
        let done = try town.engine.recompute(
            &file.state, because: EventID("calendar-3"), at: at("2026-12-20T09:00"))
        #expect(file.run("close")?.isProvisional == false)
        #expect(file.run("close")?.calendarVersion == "cn-2027")
        #expect(file.run("close").map { $0.due > due } == true)
        #expect(done.events.allSatisfy { ($0.event as? DeadlineMoved)?.isProvisional == false })
    }
}
