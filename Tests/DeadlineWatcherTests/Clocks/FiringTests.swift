import Contracts
import DeadlineWatcherService
import RulePacks
import Testing

/// What the passing of time does to a run, without its case.
@Suite struct FiringTests {
    private func sign() throws -> (ClockEngine, ClockRun) {
        let town = try Town.changzhou.get()
        var file = CaseFile(town)
        try file.hear(
            Say.dispatched(registered: "2020-05-14T09:20", pack: "changzhou-2020.1"), "2020-05-14T10:00")
        return (town.engine, try #require(file.run("sign")))
    }

    @Test func beforeTheWarningNothingHappens() throws {
        var (engine, run) = try sign()
        let before = run
        #expect(try engine.fire(&run, of: CaseFile.id, at: at("2020-05-14T10:44:59")).isEmpty)
        #expect(run == before)
        #expect(run.wakeAt == at("2020-05-14T10:45"))
    }

    @Test func atTheDueInstantOnlyTheWarningComes() throws {
        var (engine, run) = try sign()
        let events = try engine.fire(&run, of: CaseFile.id, at: at("2020-05-14T11:00"))
        #expect(events.map { CaseFile.name($0.event) } == ["DeadlineApproaching"])
        #expect(run.status == .running)
        #expect(run.wakeAt == at("2020-05-14T11:00:00.001+08:00"))
    }

    @Test func afterItTheMissComesOnceAtItsOwnTime() throws {
        var (engine, run) = try sign()
        let late = at("2020-05-14T15:00")
        let events = try engine.fire(&run, of: CaseFile.id, at: late)
        #expect(events.map { CaseFile.name($0.event) } == ["DeadlineApproaching", "DeadlineMissed"])
        #expect(events.map(\.at) == [at("2020-05-14T10:45"), at("2020-05-14T11:00")])
        #expect(run.wakeAt == nil)
        #expect(try engine.fire(&run, of: CaseFile.id, at: late).isEmpty)
    }

    @Test func aFailureToMakeAnIdChangesNothing() throws {
        let (_, run) = try sign()
        struct Failure: Error {}
        let broken = try ClockEngine(
            pack: Town.pack("changzhou"), calendar: Town.changzhou.get().engine.calendar,
            derive: { _, _, _ in throw Failure() })
        var copy = run
        #expect(throws: Failure.self) {
            try broken.fire(&copy, of: CaseFile.id, at: at("2020-05-14T15:00"))
        }
        #expect(copy == run)
        var state = CaseState(case: CaseFile.id)
        #expect(throws: Failure.self) {
            try broken.apply(
                Fact(
                    id: EventID("x"), at: at("2020-05-14T10:00"),
                    Say.dispatched(registered: "2020-05-14T09:20", pack: "changzhou-2020.1")), to: &state)
        }
        #expect(state == CaseState(case: CaseFile.id))
    }

    @Test(arguments: [
        "", "a\tb\n", "\t\t\n", "x\tWorkOrderSigned\tsoon\t\t\t\t\t\t\n", "x\tNothing\t1\t\t\t\t\t\n", "no end",
    ])
    func brokenStateIsRefused(text: String) {
        #expect(throws: BrokenState.self) { try ClockRun(encoded: text) }
        #expect(throws: BrokenState.self) {
            try CaseState(case: CaseFile.id, encodedFacts: "v\t\n" + (text.isEmpty ? "x" : text), runs: [])
        }
    }

    @Test func everyKindOfFactHasOneEventAndItsAttributes() {
        let types =
            ClockEvents.ofCase.map { $0 as any ClockEvent.Type } + ClockEvents.ofBroadcast
            + ClockEvents.ofPreparation.map { $0 as any ClockEvent.Type }
        #expect(Set(types.map { $0.factKind }) == Set(FactKind.allCases))
        #expect(types.count == FactKind.allCases.count)
        for type in types {
            #expect(type.type.split(separator: ".").last.map(String.init) == type.factKind.rawValue)
        }
    }

    @Test func factsSayNoMoreThanTheirKindMaySay() {
        let facts = [
            Fact(id: EventID("1"), at: at("2020-05-14T10:00"), Say.registered(pack: "p")),
            Fact(
                id: EventID("2"), at: at("2020-05-14T10:00"), Say.dispatched(registered: "2020-05-14T09:00", pack: "p")),
            Fact(id: EventID("3"), at: at("2020-05-14T10:00"), Say.called()),
            Fact(id: EventID("4"), at: at("2020-05-14T10:00"), Say.extended("close", "2020-06-01T10:00")),
            Fact(id: EventID("5"), at: at("2020-05-14T10:00"), Say.contacted()),
            Fact(id: EventID("6"), at: at("2020-05-14T10:00"), Say.closed()),
        ]
        for fact in facts {
            let said = Set(FactAttribute.allCases.filter { fact.attributes[$0] != nil })
            #expect(said.isSubset(of: fact.kind.attributes), "\(fact.kind)")
        }
    }
}
