import Contracts
import FailPoints
import Messaging
import Postgres
import ServiceKit

/// Tells the facts that were old when they were heard, each case's in the order in which they happened.
///
/// A replay, or what was said during an outage, comes topic by topic. Told as it comes, a fact would be reckoned under a
/// calendar of later, and what another topic said before it would be missing: events would follow that were never said
/// when it happened. So old facts wait until everything has been heard (`InboxProgress`).
struct Backlog: DueWork {
    let name = "backlog"
    let kit: WatcherKit
    /// Cases of one transaction.
    private static let batch = 250
    /// A trickle of old facts must not hold up the others for ever.
    private static let longestWait: Int64 = 3600
    /// Seconds for which facts of some cases hold the misses of their whole district: in a replay facts of any case may
    /// still come. Shorter than `longestWait`, after which they no longer wait and would hold nothing back.
    static let longestHold: Int64 = 600
    private let alarm = BacklogAlarm()

    private struct Part: Sendable {
        let district: DistrictID
        /// When the last and the first of its cases' last facts were heard.
        let last: Instant
        let first: Instant

        /// By when everything must have been heard.
        func readyAt(_ quiet: Duration) -> Instant {
            min(last.advanced(by: quiet), first.advanced(bySeconds: Backlog.longestWait))
        }
    }

    func next() async throws -> Instant? {
        let parts = try await parts()
        guard let ready = parts.map({ $0.readyAt(kit.settings.quiet) }).min() else { return nil }
        if ready <= kit.clock.now(), ready > heard { kit.progress.want() }
        return ready
    }

    func run(at now: Instant) async throws -> Int {
        let heard = min(heard, now)
        let parts = try await parts()
        warn(of: parts, at: now)
        guard let part = parts.first(where: { $0.readyAt(kit.settings.quiet) <= heard }) else { return 0 }
        let isQuiet = part.last.advanced(by: kit.settings.quiet) <= heard
        return try await tell(
            part.district, heardBy: isQuiet ? part.last : heard.advanced(bySeconds: -Self.longestWait))
    }

    private func warn(of parts: [Part], at now: Instant) {
        let limit = now.advanced(bySeconds: -Self.longestHold)
        guard let part = parts.first(where: { $0.first < limit }), alarm.isDue() else { return }
        kit.log.warning(
            "old facts have waited long to be told, and their cases' misses with them",
            ["district": part.district.rawValue, "heardAt": part.first.rfc3339])
    }

    private var heard: Instant { kit.progress.caughtUpAt ?? .earliest }

    private func parts() async throws -> [Part] {
        let rows = try await kit.store.database.transaction(scope: "*") { transaction in
            try transaction.run(
                """
                SELECT district, last, first FROM (SELECT DISTINCT district FROM rule_packs) AS districts,
                    LATERAL (SELECT backlog_at AS last FROM case_states WHERE case_states.district = districts.district
                        AND backlog IS NOT NULL ORDER BY backlog_at DESC LIMIT 1) AS newest,
                    LATERAL (SELECT backlog_at AS first FROM case_states WHERE case_states.district = districts.district
                        AND backlog IS NOT NULL ORDER BY backlog_at LIMIT 1) AS oldest
                ORDER BY district
                """)
        }
        return try rows.map { row in
            let (district, last, first) = try row.decode((DistrictID, Instant, Instant).self)
            return Part(district: district, last: last, first: first)
        }
    }

    /// - Returns: how many cases were told.
    private func tell(_ district: DistrictID, heardBy limit: Instant) async throws -> Int {
        let kit = kit
        return try await kit.store.record(in: district) { transaction, journal in
            // Another instance may have heard of a calendar.
            kit.register.markStale()
            let ids = try transaction.casesInBacklog(heardBy: limit, atMost: Self.batch, in: district)
            var work = Casework(district: district, kit: kit)
            try work.open(ids, in: transaction)
            for id in ids { try work.tellBacklog(of: id, in: transaction) }
            try work.write(in: transaction, journal)
            FailPoint.reach("watcher.told")
            return ids.count
        }
    }
}

extension Transaction {
    fileprivate borrowing func casesInBacklog(
        heardBy limit: Instant, atMost count: Int, in district: DistrictID
    ) throws -> [CaseID] {
        let rows = try run(
            """
            SELECT case_id FROM case_states
            WHERE district = \(district) AND backlog IS NOT NULL AND backlog_at <= \(limit)
            ORDER BY backlog_at LIMIT \(count)::integer
            """)
        return try rows.map { try $0.decode(CaseID.self) }.sorted()
    }

    /// Whether no miss of the district may be declared: some of its cases have facts that have not been told, and the
    /// oldest of these were heard after `patience`.
    borrowing func isHeld(_ district: DistrictID, patience: Instant) throws -> Bool {
        try !run(
            """
            SELECT FROM (SELECT backlog_at FROM case_states WHERE district = \(district) AND backlog IS NOT NULL
                ORDER BY backlog_at LIMIT 1) AS oldest
            WHERE oldest.backlog_at > \(patience)::timestamptz
            """
        ).isEmpty
    }
}

extension Instant {
    func advanced(by duration: Duration) -> Instant {
        let (seconds, attoseconds) = duration.components
        return Instant(milliseconds: milliseconds + seconds * 1000 + attoseconds / 1_000_000_000_000_000)
    }
}
