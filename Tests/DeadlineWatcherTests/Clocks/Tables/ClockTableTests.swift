import Contracts
import DeadlineWatcherService
import RulePacks
import Testing

/// Every datum of every clock of both packs, by what happens. The argument of each test begins with the rule's number.
@Suite struct ClockTableTests {
    static let rows = ClockRow.changzhou + ClockRow.doumen + ClockRow.shows

    @Test func everyClockOfBothPacksHasARow() throws {
        for district in ["changzhou", "doumen"] {
            let clocks = try Town.deployed(district).pack.clocks
            let rows = Self.rows.filter { $0.district == district }
            // A request is over as soon as it is there: it has no course of its own (`RequestClockTests`).
            let requests = clocks.filter { $0.starts.triggers.map(\.on) == $0.stops.triggers.map(\.on) }
            #expect(requests.allSatisfy { RequestClockTests.rules.contains($0.rule.rawValue) })
            let others = clocks.filter { clock in !requests.contains { $0.name == clock.name } }
            #expect(Set(others.map { "\($0.rule) \($0.name)" }) == Set(rows.map(\.testDescription)))
        }
    }

    @Test(arguments: rows) func startsWithItsLimitItsDebtorAndItsWarning(row: ClockRow) throws {
        let run = try #require(try row.started().run(row.clock))
        #expect(run.status == .running)
        #expect(run.due == at(row.due))
        #expect(run.owes == row.owes)
        if row.owes == .unit { #expect(run.unit == Say.unit) }
        #expect(run.warnAt == row.warns.map(at))
    }

    @Test(arguments: rows) func isMetByEachThingThatDoesIt(row: ClockRow) throws {
        for said in row.meets {
            var file = try row.started()
            try file.hear(said)
            #expect(file.run(row.clock)?.status == .met, "\(said.event)")
            #expect(file.run(row.clock)?.endedAt == at(said.time), "\(said.event)")
        }
    }

    @Test(arguments: rows) func isMissedWhereNobodyDoesItAndSetsOffWhatTheRuleSays(row: ClockRow) throws {
        var file = try row.started()
        let run = try #require(file.run(row.clock)?.id)
        try file.pass(to: "2021-01-31T10:00")
        #expect(file.state.runs.first { $0.id == run }?.status == (row.isReminder ? .reminded : .missed))
        let missed = file.all(DeadlineMissed.self).filter { $0.deadline == run }
        #expect(missed.map(\.rule.rawValue) == (row.isReminder ? [] : [row.rule]))
        #expect(missed.allSatisfy { $0.due == at(row.due) && $0.owes == row.owes.rawValue })
        #expect(file.escalations(of: run) == row.climbs)
    }

    @Test(arguments: rows) func isCancelledWithTheCause(row: ClockRow) throws {
        for (said, cause) in row.cancels {
            var file = try row.started()
            try file.hear(said)
            #expect(file.run(row.clock)?.status == .cancelled, "\(said.event)")
            let causes = file.all(DeadlineCancelled.self).filter { $0.clock.rawValue == row.clock }.map(\.cause)
            #expect(causes == [cause], "\(said.event)")
        }
    }

    @Test(arguments: rows) func goesOnOverWhatDoesNotConcernIt(row: ClockRow) throws {
        var file = try row.started()
        for said in row.ignores {
            try file.hear(said)
            #expect(file.run(row.clock)?.status == .running, "\(said.event)")
            #expect(file.run(row.clock)?.due == at(row.due), "\(said.event)")
        }
    }

    @Test(arguments: rows) func runsOnlyWhereItApplies(row: ClockRow) throws {
        for course in row.never { #expect(try row.file(after: course).run(row.clock) == nil, "\(course)") }
        for course in row.also { #expect(try row.file(after: course).run(row.clock)?.status == .running, "\(course)") }
    }

    @Test(arguments: rows) func runsAgainWhereTheRuleLetsIt(row: ClockRow) throws {
        guard let (course, due) = row.again else { return }
        var file = try row.started()
        for said in course { try file.hear(said) }
        let runs = file.state.runs.filter { $0.clock.rawValue == row.clock }
        #expect(runs.map(\.status) == [.met, .running])
        #expect(runs.map(\.recurrence) == [0, 1])
        #expect(runs.map(\.due) == [at(row.due), at(due)])
        #expect(runs.last?.owes == row.owes)
    }

    @Test(arguments: rows) func pausesWhereTheRuleLetsIt(row: ClockRow) throws {
        var file = try row.started()
        let pause = row.pauses ?? Said(Say.paused(), row.before.last?.time ?? row.due)
        try file.hear(pause)
        #expect(file.run(row.clock)?.status == (row.pauses == nil ? .running : .paused))
        try file.hear(Say.resumed(row.pauses == nil ? "order-1" : row.order), pause.time)
        #expect(file.run(row.clock)?.status == .running)
        #expect(file.run(row.clock)?.due == at(row.due))
    }

    /// A unit that was right is not late because the ruling was.
    @Test(arguments: rows) func waitsForTheRulingOnAnObjection(row: ClockRow) throws {
        var file = try row.started()
        let order = row.waits == nil ? "order-1" : row.order
        let objection = row.waits ?? Said(Say.objected, row.before.last?.time ?? row.due)
        try file.hear(objection)
        #expect(file.run(row.clock)?.status == (row.waits == nil ? .running : .paused))
        guard row.waits != nil else { return }
        var upheld = file
        try upheld.hear(Say.objectionUpheld(order), "2020-12-31T10:00")
        #expect(upheld.run(row.clock)?.status == .cancelled)
        #expect(upheld.all(DeadlineMissed.self).allSatisfy { $0.clock.rawValue != row.clock })
        try file.hear(Say.objectionRejected(order), objection.time)
        #expect(file.run(row.clock)?.status == .running)
        #expect(file.run(row.clock)?.due == at(row.due))
    }

    @Test(arguments: rows) func isExtendedOnceAtMost(row: ClockRow) throws {
        var file = try row.started()
        for (said, due) in row.extends {
            try file.hear(said)
            #expect(file.run(row.clock)?.due == at(due))
            #expect(file.run(row.clock)?.originalDue == at(row.due))
        }
    }
}

extension ClockRow {
    /// Of the work order that it runs for.
    var order: String {
        for said in before.reversed() {
            if let dispatched = said.event as? WorkOrderDispatched { return dispatched.workOrder.rawValue }
        }
        return "order-1"
    }
}
