import Contracts
import DeadlineWatcherService
import RulePacks
import Testing
import WorkingCalendar

/// How many extensions count, and that each is more time: as dispatch grants them under the same pack.
@Suite struct ExtensionClockTests {
    /// A complaint, due 2016-06-15 17:30.
    private func complaint(_ change: (inout ExtensionPolicy) -> Void = { _ in }) throws -> CaseFile {
        var pack = try Town.pack("doumen")
        change(&pack.extensions)
        var file = CaseFile(try Town(pack: pack, table: Town.table("cn_calendar.csv")))
        try file.hear(Say.registered(pack: "doumen-2016.1"), "2016-06-07T17:40")
        try file.hear(Say.dispatched(registered: "2016-06-07T17:40", pack: "doumen-2016.1"), "2016-06-07T18:40")
        try #require(file.run("complaint")?.due == at("2016-06-15T17:30"))
        return file
    }

    @Test("DM-48 X25: as many extensions move the due time as the pack allows", arguments: [1, 2, 3])
    func asManyAsThePackAllows(atMost: Int) throws {
        var file = try complaint { $0.atMost = atMost }
        let dues = ["2016-06-24T17:30", "2016-07-08T17:30", "2016-07-22T17:30"]
        for (day, due) in zip(13..., dues) { try file.hear(Say.extended("complaint", due), "2016-06-\(day)T10:00") }
        #expect(file.run("complaint")?.due == at(dues[atMost - 1]))
        #expect(file.run("complaint")?.originalDue == at("2016-06-15T17:30"))
        #expect(file.all(DeadlineMoved.self).map(\.due) == dues.prefix(atMost).map(at))
    }

    @Test("X25: where the pack allows none, none moves the due time") func noneWhereNoneIsAllowed() throws {
        var file = try complaint { $0.isAllowed = false }
        try file.hear(Say.extended("complaint", "2016-06-24T17:30"), "2016-06-13T10:00")
        #expect(file.run("complaint")?.due == at("2016-06-15T17:30"))
    }

    @Test("X25: an extension never shortens, whatever due time its approver went by")
    func anExtensionIsMoreTime() throws {
        var file = try complaint { $0.atMost = 2 }
        try file.hear(Say.extended("complaint", "2016-06-14T17:30"), "2016-06-08T10:00")
        #expect(file.run("complaint")?.due == at("2016-06-15T17:30"))
        #expect(file.all(DeadlineMoved.self).isEmpty)
        try file.pass(to: "2016-06-15T09:00")
        #expect(file.run("complaint")?.status == .running)
        // It was granted all the same, and counts as it does for dispatch: of two the second is the last.
        try file.hear(Say.extended("complaint", "2016-06-24T17:30"), "2016-06-15T10:00")
        try file.hear(Say.extended("complaint", "2016-07-24T17:30"), "2016-06-16T10:00")
        #expect(file.run("complaint")?.due == at("2016-06-24T17:30"))
    }

    @Test("X25: what a pause has gained is gained by an extended limit, too")
    func aPauseThatGainsMore() throws {
        var file = try complaint()
        try file.hear(Say.extended("complaint", "2016-06-16T17:30"), "2016-06-08T10:00")
        #expect(file.run("complaint")?.due == at("2016-06-16T17:30"))
        try file.hear(Say.paused(), "2016-06-13T10:00")
        try file.hear(Say.resumed(), "2016-06-17T10:00")
        #expect(file.run("complaint")?.due == at("2016-06-22T17:30"))
    }

    @Test(
        "DM-48 X25: an extended limit stands still while the citizen is waited for, and is missed by nobody meanwhile")
    func aPauseBehindTheLegalLimit() throws {
        var file = try complaint()
        try file.hear(Say.extended("complaint", "2016-06-24T17:30"), "2016-06-13T10:00")
        try file.hear(Say.paused(), "2016-06-16T10:00")
        #expect(file.run("complaint")?.status == .paused)
        try file.pass(to: "2016-06-27T09:00")
        #expect(file.all(DeadlineMissed.self).isEmpty)
        // Of nine days two had passed.
        try file.hear(Say.resumed(), "2016-06-27T10:00")
        #expect(file.run("complaint")?.due == at("2016-07-05T17:30"))
        #expect(file.run("complaint")?.status == .running)
        try file.pass(to: "2016-07-05T17:31")
        #expect(file.all(DeadlineMissed.self).map(\.clock.rawValue) == ["complaint"])
    }

    @Test("X25: what a pause takes from a granted limit is what the pack says it takes from the limit itself")
    func aPauseOfTheClocksOwnKind() throws {
        var pack = try Town.pack("doumen")
        let place = try #require(pack.clocks.firstIndex { $0.name == ClockName("complaint") })
        for (index, limit) in pack.clocks[place].within.enumerated() {
            guard case .period(let period) = limit else { continue }
            pack.clocks[place].within[index] = .period(period.with { $0.pauseRule = Period.PauseRule.touched })
        }
        var file = CaseFile(try Town(pack: pack, table: Town.table("cn_calendar.csv")))
        try file.hear(Say.registered(pack: "doumen-2016.1"), "2016-06-07T17:40")
        try file.hear(Say.dispatched(registered: "2016-06-07T17:40", pack: "doumen-2016.1"), "2016-06-07T18:40")
        try file.hear(Say.extended("complaint", "2016-06-24T17:30"), "2016-06-13T10:00")
        try file.hear(Say.paused(), "2016-06-16T10:00")
        try file.hear(Say.resumed(), "2016-06-27T10:00")
        // The day on which it goes on is lost, too.
        #expect(file.run("complaint")?.due == at("2016-07-06T17:30"))
    }

    @Test("X25: a pause before the extension was granted moves what was granted no further")
    func aPauseBeforeTheGrant() throws {
        var file = try complaint()
        try file.hear(Say.paused(), "2016-06-08T10:00")
        try file.hear(Say.resumed(), "2016-06-12T10:00")
        try file.hear(Say.extended("complaint", "2016-06-24T17:30"), "2016-06-13T10:00")
        #expect(file.run("complaint")?.due == at("2016-06-24T17:30"))
    }
}
