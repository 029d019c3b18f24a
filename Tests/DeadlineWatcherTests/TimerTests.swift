import Contracts
import DeadlineWatcherService
import Foundation
import TestSupport
import Testing

@Suite("Timers: each deadline is fired once, and no miss is declared before everything was heard")
struct TimerTests {
    private func dispatched(at time: String = "2020-05-14T10:10") async throws -> (WatcherFixture, Tale) {
        let watcher = try await WatcherFixture.district("changzhou", time)
        let tale = Tale.changzhou(watcher)
        try await tale.registered(time)
        try await tale.dispatched(time, registered: time)
        return (watcher, tale)
    }

    @Test("CZ-54: a warning is given at its time, once, whether or not the input lags")
    func warning() async throws {
        let (watcher, _) = try await dispatched()
        watcher.clock.advance(to: at("2020-05-14T10:54"))
        try await watcher.runDueWork()
        #expect(try await watcher.events(DeadlineApproaching.self).isEmpty)
        watcher.clock.advance(to: at("2020-05-14T10:55"))
        try await watcher.runDueWork()
        try await watcher.runDueWork()
        let warnings = try await watcher.events(DeadlineApproaching.self)
        #expect(warnings.map(\.event.clock.rawValue) == ["sign"])
        #expect(warnings.first?.time == at("2020-05-14T10:55"))
    }

    @Test("CZ-54: a miss is declared only when everything up to the due instant has been heard")
    func missOnlyWhenCaughtUp() async throws {
        let (watcher, _) = try await dispatched()
        watcher.clock.advance(to: at("2020-05-14T12:00"))
        try await watcher.runDueWork()
        #expect(try await watcher.events(DeadlineMissed.self).isEmpty)
        watcher.context.progress.confirm(at: Instant(milliseconds: at("2020-05-14T11:10").milliseconds - 1))
        try await watcher.runDueWork()
        #expect(try await watcher.events(DeadlineMissed.self).isEmpty)
        watcher.context.progress.confirm(at: at("2020-05-14T11:10"))
        try await watcher.runDueWork()
        #expect(try await watcher.events(DeadlineMissed.self).count == 2)
    }

    @Test("CZ-54: an outage over the due instant makes no miss of what was timely")
    func outage() async throws {
        let (watcher, tale) = try await dispatched()
        watcher.clock.advance(to: at("2020-05-14T14:00"))
        try await watcher.runDueWork()
        try await tale.hear(tale.signed, "2020-05-14T10:30")
        try await tale.hear(tale.contacted, "2020-05-14T10:30")
        try await watcher.pass(to: "2020-05-14T14:01")
        #expect(try await watcher.events(DeadlineMissed.self).isEmpty)
        #expect(try await watcher.row(of: "sign")?.status == "met")
    }

    @Test("CZ-54: a timely fact that comes after the miss withdraws it; a late one does not")
    func lateNews() async throws {
        let (watcher, tale) = try await dispatched()
        try await watcher.pass(to: "2020-05-14T11:30")
        #expect(try await watcher.events(DeadlineMissed.self).count == 2)
        try await tale.hear(tale.signed, "2020-05-14T11:10")
        try await tale.hear(tale.contacted, "2020-05-14T11:11")
        let withdrawn = try await watcher.events(DeadlineMissWithdrawn.self)
        #expect(withdrawn.map(\.event.clock.rawValue) == ["sign"])
        #expect(try await watcher.row(of: "sign")?.status == "met")
        #expect(try await watcher.row(of: "contact")?.status == "missed")
    }

    @Test("two instances fire each deadline once")
    func twoInstances() async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:10")
        for _ in 0..<40 {
            let tale = Tale.changzhou(watcher)
            try await tale.hearTogether([
                (tale.registration(), "2020-05-14T10:00"),
                (tale.dispatch(registered: "2020-05-14T10:00"), "2020-05-14T10:10"),
            ])
        }
        try await watcher.runDueWork()
        let other = try WatcherFixture(beside: watcher)
        watcher.clock.advance(to: at("2020-05-14T12:00"))
        for fixture in [watcher, other] { fixture.context.progress.confirm(at: at("2020-05-14T12:00")) }
        async let one = watcher.runDueWork()
        async let two = other.runDueWork()
        // 40 warnings and 80 misses; what one instance had locked the other may have left to it.
        let (first, second) = try await (one, two)
        #expect(first + second == 120, "\(first) and \(second)")
        let missed = try await watcher.events(DeadlineMissed.self).map(\.event.deadline)
        #expect(missed.count == 80)
        #expect(Set(missed).count == 80)
        #expect(try await watcher.runDueWork() == 0)
    }

    @Test("DM-12, DM-27, DM-43: two instances climb each rung once, also where facts come again meanwhile")
    func twoInstancesOnALadder() async throws {
        let watcher = try await WatcherFixture.district("doumen", "2016-06-07T18:40")
        var facts: [(tale: Tale, event: any Event, time: String, id: String)] = []
        for _ in 0..<12 {
            let tale = Tale.doumen(watcher)
            facts.append((tale, tale.registration(), "2016-06-07T17:45", UUID().uuidString.lowercased()))
            let dispatch = tale.dispatch(registered: "2016-06-07T17:45")
            facts.append((tale, dispatch, "2016-06-07T18:40", UUID().uuidString.lowercased()))
        }
        for (tale, event, time, id) in facts { try await tale.hear(event, time, id: id) }
        try await watcher.runDueWork()
        let other = try WatcherFixture(beside: watcher)
        watcher.clock.advance(to: at("2016-06-16T09:00"))
        for fixture in [watcher, other] { fixture.context.progress.confirm(at: at("2016-06-16T09:00")) }
        let again = facts
        async let one = watcher.runDueWork()
        async let two = other.runDueWork()
        for (tale, event, time, id) in again { try await tale.hear(event, time, id: id) }
        _ = try await (one, two)
        while try await watcher.runDueWork() + other.runDueWork() > 0 {}
        func cases<E: CaseEvent>(_ type: E.Type) async throws -> [CaseID] {
            try await watcher.events(type, of: "doumen").map(\.event.case)
        }
        let all = Set(facts.map(\.tale.id))
        for climbed in [
            try await cases(OverdueFiled.self), try await cases(SupervisionProposed.self),
            try await cases(AccountabilityProposed.self),
        ] {
            #expect(climbed.count == 12)
            #expect(Set(climbed) == all)
        }
    }

    @Test("a fact and a timer at the same moment end in the same state, whichever comes first")
    func factAgainstTimer() async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:10")
        var tales: [Tale] = []
        for _ in 0..<20 {
            let tale = Tale.changzhou(watcher)
            try await tale.dispatched("2020-05-14T10:10", registered: "2020-05-14T10:00")
            tales.append(tale)
        }
        watcher.clock.advance(to: at("2020-05-14T11:30"))
        watcher.context.progress.confirm(at: at("2020-05-14T11:30"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await watcher.runDueWork() }
            for tale in tales { group.addTask { try await tale.hear(tale.signed, "2020-05-14T11:10") } }
            try await group.waitForAll()
        }
        try await watcher.runDueWork()
        #expect(try await watcher.rows(of: "sign").map(\.status) == Array(repeating: "met", count: 20))
        let missed = try await watcher.events(DeadlineMissed.self).filter { $0.event.clock.rawValue == "sign" }.count
        #expect(try await watcher.events(DeadlineMissWithdrawn.self).count == missed)
        #expect(try await watcher.events(DeadlineMet.self).count == 20)
    }

    @Test("a deadline that is set when its time is past is fired too")
    func setLate() async throws {
        let (watcher, _) = try await dispatched()
        try await watcher.pass(to: "2020-05-20T10:00")
        let late = Tale.changzhou(watcher)
        try await late.dispatched("2020-05-14T10:10", registered: "2020-05-14T10:00")
        try await watcher.runDueWork()
        #expect(try await watcher.rows(of: "sign", case: late.id).map(\.status) == ["missed"])
    }

    @Test("the next instant is told, and nil when nothing waits")
    func nextInstant() async throws {
        let watcher = try await WatcherFixture.district("changzhou", "2020-05-14T10:10")
        let work = watcher.hosting.service.dueWork
        #expect(work.map(\.name) == ["backlog", "warnings", "misses", "recomputing"])
        try await watcher.runDueWork()
        for one in work { #expect(try await one.next() == nil) }
        let tale = Tale.changzhou(watcher)
        try await tale.dispatched("2020-05-14T10:10", registered: "2020-05-14T10:00")
        #expect(try await work[1].next() == at("2020-05-14T10:55"))
        #expect(try await work[2].next() == Instant(milliseconds: at("2020-05-14T11:10").milliseconds + 1))
    }
}
