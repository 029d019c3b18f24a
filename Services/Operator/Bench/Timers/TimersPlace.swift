import Contracts
import DeadlineWatcherService
import Foundation
import Messaging
import ServiceKit

/// The deadline watcher over a database of its own, with nothing around it: no broker, no relay.
struct TimersPlace: Sendable {
    /// Transactions under way at a time, the product's as well as the ceiling's.
    static let claimers = 2
    private static let district = DistrictID("changzhou")

    /// It hears of days long gone by the system clock.
    private static let tellsAtOnce = ["HOTLINE_OLD_AFTER": "36500d"]
    private let watcher: BenchWatcher
    private var hosting: Hosting<DeadlineWatcherService> { watcher.hosting }
    let rows: TimerRows

    init(_ bench: BenchStack) async throws {
        watcher = try await BenchWatcher(bench, name: "timersbench", environment: Self.tellsAtOnce)
        rows = try await TimerRows(watcher.administrator, schema: watcher.schema)
        let context = watcher.hosting.context
        try await DayPartitions(context.store.database).prepare(
            from: CivilDay(ofUTC: context.clock.now().advanced(bySeconds: -86_400)))
        try await tell(PlayedDistrict("changzhou", deploy: bench.settings.deploy), bench.settings.deploy)
        try await workThroughTheCalendar()
    }

    /// Until that is done no miss is declared.
    private func workThroughTheCalendar() async throws {
        hosting.context.progress.confirm(at: .latest)
        let recomputing = try watcher.work("recomputing")
        while try await recomputing.run(at: hosting.context.clock.now()) > 0 {}
    }

    func close() async {
        await rows.close()
        await watcher.close()
    }

    /// One case with all its clocks, as the service sets them itself.
    private func tell(_ played: PlayedDistrict, _ deploy: URL) async throws {
        let pack = played.district.pack
        let at = Instant(seconds: 1_589_421_600)
        let table = try TextFile.read(deploy.appending(path: "calendar/cn_calendar.csv").path)
        try await hear(
            CalendarPublished(version: "cn", table: table, years: Array(2015...2026)), of: DistrictID("cn"), at: at)
        try await hear(
            RulePackAdopted(version: pack.version, effectiveFrom: pack.identity.effectiveFrom, source: played.pack),
            at: at)
        guard let unit = played.district.units.units.first?.id else { return }
        let (id, number) = (CaseID(UUID().uuidString.lowercased()), CaseNumber("BENCH-1"))
        try await hear(
            AppealRegistered(
                case: id, caseNumber: number, category: .complaint, channel: .web, broadcast: nil, onAir: nil,
                unit: unit, isForeignMatter: false, isComplex: false, isAnonymous: false, callbackMethod: .phone,
                packVersion: pack.version), at: at)
        try await hear(
            WorkOrderDispatched(
                case: id, workOrder: WorkOrderID(UUID().uuidString.lowercased()), caseNumber: number, unit: unit,
                basis: .offAir, isLead: true, round: 1, category: .complaint, channel: .web, broadcast: nil,
                onAir: nil, isForeignMatter: false, isComplex: false, isAnonymous: false, callbackMethod: .phone,
                registeredAt: at, packVersion: pack.version), at: at)
    }

    private func hear(_ event: some Event, of district: DistrictID = Self.district, at time: Instant) async throws {
        try await watcher.hear(event, of: district, at: time)
    }

    func fill(pending: Int) async throws {
        try await rows.fill(pending: pending, from: hosting.context.clock.now())
    }

    /// So many that are due already, in the product's table and in the ceiling's.
    func addDue(_ count: Int) async throws {
        try await rows.clear()
        try await rows.add(count, dueFrom: hosting.context.clock.now().advanced(bySeconds: -1), over: 1_000)
        try await rows.copyDue()
        try await rows.settle()
    }

    /// - Returns: seconds until every deadline that was due had been fired.
    func fireAll(_ count: Int) async throws -> Double {
        let misses = try watcher.work("misses")
        hosting.context.progress.confirm(at: .latest)
        let begin = ContinuousClock.now
        var fired = 0
        while fired < count {
            let done = try await misses.run(at: hosting.context.clock.now())
            guard done > 0 else { throw CommandFailure("\(fired) of \(count) deadlines fired") }
            fired += done
        }
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        guard try await rows.said() == count else { throw CommandFailure("not every deadline has its event") }
        return seconds
    }

    func fireBarely() async throws -> Double { try await rows.fireBarely(claimers: Self.claimers) }

    /// Milliseconds from each due instant to the commit of what says so.
    func lateness(rate: Int, seconds: Int) async throws -> Figures {
        try await rows.clear()
        let count = rate * seconds
        try await rows.add(
            count, dueFrom: hosting.context.clock.now().advanced(bySeconds: 15), over: seconds * 1_000)
        try await rows.settle()
        hosting.context.progress.confirm(at: .latest)
        let shutdown = ShutdownSignal()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            for loop in hosting.dueLoops { group.addTask { try await loop.run(until: shutdown) } }
            let limit = ContinuousClock.now + .seconds(seconds + 60)
            while try await rows.said() < count {
                guard ContinuousClock.now < limit else { throw CommandFailure("not every deadline was fired") }
                try await Task.sleep(for: .seconds(1))
            }
            shutdown.give()
            try await group.waitForAll()
            return Figures(try await rows.lateness())
        }
    }
}
