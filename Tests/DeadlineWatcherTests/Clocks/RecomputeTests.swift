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
