import Contracts
import DeadlineWatcherService
import RulePacks
import WorkingCalendar

/// Puts a rule pack to the cases of the past, each against the pack that it keeps.
struct PackTrial: Sendable {
    let new: PackText
    let cases: PastCases
    let since: Instant

    struct Sum: Sendable {
        /// Cases that began in the time asked for and could be reckoned.
        var cases = 0
        var differing = 0

        var text: String { "\(differing) of \(cases) cases would have had other deadlines" }
        var json: String { #"{"cases":\#(cases),"differing":\#(differing)}"# }
    }

    /// - Parameters:
    ///   - tell: hears each deadline that differs, as it is found.
    ///   - warn: hears what could not be said.
    func run(tell: (TriedDeadline) -> Void, warn: (String) -> Void) async throws -> Sum {
        guard let table = try await cases.calendar() else {
            throw CommandFailure("the deadline watcher has heard of no calendar")
        }
        let runs = try await dryRuns(over: table, warn)
        var sum = Sum()
        var last: CaseID?
        while true {
            let batch = try await cases.batch(after: last)
            guard let end = batch.last else { return sum }
            last = end.state.case
            for past in batch { try judge(past, by: runs, &sum, tell, warn) }
        }
    }

    private func dryRuns(over table: CalendarTable, _ warn: (String) -> Void) async throws -> [String: DryRun] {
        var runs: [String: DryRun] = [:]
        for (version, source) in try await cases.packs() {
            let kept = try PackText(source: source, file: version)
            let run = try DryRun(kept: kept.pack, new: new.pack, table: table, changes: kept.changes(to: new))
            if !run.unheard.isEmpty {
                let kinds = run.unheard.map(\.rawValue).joined(separator: ", ")
                warn("cases of \(version) do not remember \(kinds), which \(new.pack.version) hears")
            }
            runs[version] = run
        }
        return runs
    }

    private func judge(
        _ past: PastCases.PastCase, by runs: [String: DryRun], _ sum: inout Sum, _ tell: (TriedDeadline) -> Void,
        _ warn: (String) -> Void
    ) throws {
        guard let began = past.state.beganAt, began >= since, let version = past.state.packVersion else { return }
        let name = past.number?.rawValue ?? past.state.case.rawValue
        guard let run = runs[version] else { return warn("\(name) keeps \(version), which was never adopted here") }
        let changes: [DeadlineChange]
        do {
            changes = try run.changes(in: past.state)
        } catch let error as OutOfCalendar {
            return warn("\(name) cannot be reckoned: \(error)")
        } catch let error as NoLimit {
            return warn("\(name) cannot be reckoned: \(error)")
        }
        sum.cases += 1
        if !changes.isEmpty { sum.differing += 1 }
        for change in changes {
            tell(TriedDeadline(case: past.state.case, number: past.number, packVersion: version, change: change))
        }
    }
}
