import Contracts
import DeadlineWatcherService
import RulePacks
import Testing

/// Topics are not ordered against each other: whatever the interleaving, the deadlines come out the same.
///
/// The same: every run that was not voided, in all that it says but for how it came about, and for it the ids of what
/// was announced first, of its last miss and of its meeting. Not the same: a run that a late fact voids exists only
/// where it had been announced; and how often a due time moved on the way.
@Suite struct InterleavingTests {
    /// What must be equal of a run.
    private struct Outcome: Hashable {
        let id: DeadlineID
        let status: ClockRun.Status
        let startedAt: Instant
        let due: Instant
        let originalDue: Instant
        let endedAt: Instant?
        let workOrder: WorkOrderID?
        let isProvisional: Bool
    }

    private func outcomes(_ file: CaseFile) -> Set<Outcome> {
        Set(
            file.state.runs.filter { $0.status != .void }.map {
                Outcome(
                    id: $0.id, status: $0.status, startedAt: $0.startedAt, due: $0.due, originalDue: $0.originalDue,
                    endedAt: $0.endedAt, workOrder: $0.workOrder, isProvisional: $0.isProvisional)
            })
    }

    private func told(_ facts: [Fact], _ town: Town) throws -> CaseFile {
        var file = CaseFile(town)
        for fact in facts { try file.hear(fact) }
        try file.pass(to: "2022-01-01T00:00")
        return file
    }

    /// The ids of the sets, meetings and ladders that stand at the end.
    private func standing(_ file: CaseFile) -> Set<EventID> {
        let alive = Set(file.state.runs.filter { $0.status != .void }.map(\.id))
        let withdrawn = Set(file.all(SupervisionWithdrawn.self).map(\.supervision))
        return Set(
            file.events.compactMap { derived in
                switch derived.event {
                case let event as DeadlineSet: alive.contains(event.deadline) ? derived.id : nil
                case let event as SupervisionProposed: withdrawn.contains(event.supervision) ? nil : derived.id
                default: nil
                }
            })
    }

    @Test(arguments: [("changzhou", 0), ("changzhou", 1), ("doumen", 2), ("doumen", 3)])
    func anyInterleavingGivesTheSameDeadlines(district: String, part: UInt64) throws {
        let town = try Town.deployed(district)
        for seed in 0..<150 as Range<UInt64> {
            let history = History(seed: seed * 4 + part, pack: town.pack.version, start: "2020-05-14T09:20")
            let straight = try told(history.items.map(\.fact), town)
            var lottery = Lottery(state: seed)
            for _ in 0..<6 {
                let mixed = try told(history.shuffled(&lottery), town)
                #expect(outcomes(mixed) == outcomes(straight), "seed \(seed * 4 + part)")
                #expect(Set(mixed.events.map(\.id)).count == mixed.events.count, "seed \(seed * 4 + part)")
            }
        }
    }

    @Test func withTimersInBetweenTheDeadlinesAreTheSameAndSoAreTheirEvents() throws {
        for district in ["changzhou", "doumen"] {
            let town = try Town.deployed(district)
            for seed in 0..<300 as Range<UInt64> {
                let history = History(seed: seed, pack: town.pack.version, start: "2020-05-14T09:20")
                let replayed = try told(history.items.map(\.fact), town)
                var live = CaseFile(town)
                for item in history.items {
                    try live.pass(to: item.fact.at.rfc3339)
                    try live.hear(item.fact)
                }
                try live.pass(to: "2022-01-01T00:00")
                #expect(outcomes(live) == outcomes(replayed), "\(district) \(seed)")
                #expect(standing(live) == standing(replayed), "\(district) \(seed)")
                let unlike = Set(live.events.map(\.id)).symmetricDifference(replayed.events.map(\.id))
                #expect(unlike.isEmpty, "\(district) \(seed)")
            }
        }
    }

    @Test func theStoredStateIsTheWholeState() throws {
        let town = try Town.deployed("doumen")
        for seed in 0..<100 as Range<UInt64> {
            let history = History(seed: seed, pack: town.pack.version, start: "2020-05-14T09:20")
            var kept = CaseFile(town)
            var stored = CaseFile(town)
            for item in history.items {
                try kept.hear(item.fact)
                let runs = try stored.state.runs.map { try ClockRun(encoded: $0.encoded) }
                stored.state = try CaseState(
                    case: CaseFile.id, encodedFacts: stored.state.encodedFacts, runs: runs)
                try stored.hear(item.fact)
            }
            #expect(kept.state == stored.state)
            #expect(kept.events.map(\.id) == stored.events.map(\.id))
        }
    }
}
