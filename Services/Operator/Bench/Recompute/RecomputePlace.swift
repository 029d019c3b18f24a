import Contracts
import Foundation
import Messaging
import Postgres
import ServiceKit

/// A deadline watcher with many cases dispatched just before the Spring Festival of 2020, whose notice of 26 January
/// (国办发明电〔2020〕1号) moves all their clocks.
struct RecomputePlace: Sendable {
    private static let district = DistrictID("changzhou")
    /// It hears of days long gone by the system clock.
    private static let tellsAtOnce = ["HOTLINE_OLD_AFTER": "36500d"]
    private let watcher: BenchWatcher
    private let rows: RecomputeRows
    /// The tables before and after the notice.
    private let tables: [String]

    init(_ bench: BenchStack) async throws {
        watcher = try await BenchWatcher(bench, name: "recomputebench", environment: Self.tellsAtOnce)
        rows = try await RecomputeRows(watcher.administrator, schema: watcher.schema)
        let deploy = bench.settings.deploy
        tables = try ["2020.1", "2020.2"].map { name in
            try TextFile.read(deploy.appending(path: "calendar/cn_calendar-\(name).csv").path)
        }
        try await tell(PlayedDistrict(Self.district.rawValue, deploy: deploy))
    }

    func close() async {
        await rows.close()
        await watcher.close()
    }

    /// One case, a few minutes before the office closes for the festival.
    private func tell(_ played: PlayedDistrict) async throws {
        let at = Instant(seconds: 1_579_770_600)  // 2020-01-23 17:10 in China
        let pack = played.district.pack
        try await hearCalendar("first", tables[0], at: at.advanced(bySeconds: -86_400))
        try await watcher.hear(
            RulePackAdopted(version: pack.version, effectiveFrom: pack.identity.effectiveFrom, source: played.pack),
            of: Self.district, at: at)
        _ = try await recompute()
        guard let unit = played.district.units.units.first?.id else { return }
        try await watcher.hear(
            WorkOrderDispatched(
                case: CaseID(UUID().uuidString.lowercased()), workOrder: WorkOrderID(UUID().uuidString.lowercased()),
                caseNumber: CaseNumber("BENCH-1"), unit: unit, basis: .offAir, isLead: true, round: 1,
                category: .complaint, channel: .web, broadcast: nil, onAir: nil, isForeignMatter: false,
                isComplex: false, isAnonymous: false, callbackMethod: .phone, registeredAt: at,
                packVersion: pack.version), of: Self.district, at: at)
    }

    private func hearCalendar(_ version: String, _ table: String, at time: Instant) async throws {
        try await watcher.hear(
            CalendarPublished(version: version, table: table, years: [2019, 2020]), of: DistrictID("cn"), at: time)
    }

    /// - Returns: how many deadlines run.
    func fill(cases: Int) async throws -> Int { try await rows.fill(cases: cases) }

    /// Publishes the other of the two tables, again and again as a later notice.
    ///
    /// - Returns: seconds until every deadline had been gone through.
    func publish(_ run: Int, moving running: Int) async throws -> Double {
        try await rows.clear()
        try await hearCalendar(
            "run-\(run)", tables[(run + 1) % 2],
            at: Instant(seconds: 1_580_000_000).advanced(bySeconds: Int64(run) * 60))
        let begin = ContinuousClock.now
        _ = try await recompute()
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        let moved = try await rows.said()
        guard moved == running else { throw CommandFailure("\(moved) of \(running) deadlines have their event") }
        return seconds
    }

    private func recompute() async throws -> Int {
        watcher.hosting.context.progress.confirm(at: .latest)
        let work = try watcher.work("recomputing")
        var done = 0
        while true {
            let count = try await work.run(at: watcher.hosting.context.clock.now())
            if count == 0 { return done }
            done += count
        }
    }

    func moveBarely(_ running: Int) async throws -> Double { try await rows.moveBarely(running) }
}
