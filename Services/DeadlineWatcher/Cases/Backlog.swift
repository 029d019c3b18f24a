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
        guard let part = try await parts().first(where: { $0.readyAt(kit.settings.quiet) <= heard }) else { return 0 }
        let isQuiet = part.last.advanced(by: kit.settings.quiet) <= heard
        return try await tell(
            part.district, heardBy: isQuiet ? part.last : heard.advanced(bySeconds: -Self.longestWait))
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

    /// Whether a case of the district has facts that have not been told: a timely one may be among them.
    borrowing func hasBacklog(_ district: DistrictID) throws -> Bool {
        try !run("SELECT FROM case_states WHERE district = \(district) AND backlog IS NOT NULL LIMIT 1").isEmpty
    }
}

extension Instant {
    func advanced(by duration: Duration) -> Instant {
        let (seconds, attoseconds) = duration.components
        return Instant(milliseconds: milliseconds + seconds * 1000 + attoseconds / 1_000_000_000_000_000)
    }
}
