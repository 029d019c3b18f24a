import Contracts
import DistrictRegister
import FailPoints
import Messaging
import Postgres
import ServiceKit

/// Reckons running deadlines again under a calendar that has come into force, some cases at a time.
///
/// How far it has come is written in the transaction that moves the deadlines, so it goes on after a crash where it
/// was, and two instances share the work without doing anything twice.
/// It begins when everything said before the calendar was published has been heard: what a fact on its way had ended by
/// then is not moved.
/// A district's cases are gone through in two halves at a time, so that the database has work while the other half's events
/// are written.
struct Recomputing: DueWork {
    let name = "recomputing"
    let kit: WatcherKit
    /// Cases of one transaction.
    private static let batch = 250

    func next() async throws -> Instant? {
        guard let change = try await pending() else { return nil }
        if !isHeard(change) { kit.progress.want() }
        return change.publishedAt
    }

    private func isHeard(_ change: PendingChange) -> Bool {
        kit.progress.caughtUpAt.map { change.publishedAt <= $0 } ?? false
    }

    func run(at now: Instant) async throws -> Int {
        guard let change = try await pending(), isHeard(change) else { return 0 }
        async let lower = go(on: change, .lower)
        async let upper = go(on: change, .upper)
        return try await lower + (try await upper)
    }

    private func pending() async throws -> PendingChange? {
        try await kit.store.database.transaction(scope: "*") { transaction in try transaction.pendingChange() }
    }

    /// - Returns: how many cases were looked at, and one for having finished.
    private func go(on change: PendingChange, _ half: RecomputedHalf) async throws -> Int {
        let kit = kit
        return try await kit.store.record(in: change.district) { transaction, journal in
            let progress = Recomputation(district: change.district, version: change.version, half: half)
            guard let position = try transaction.position(of: progress) else { return 0 }
            let ids = try transaction.openCases(of: progress, after: position, atMost: Self.batch)
            try Self.recompute(ids, because: change, kit, in: transaction, journal)
            try transaction.move(progress, to: ids.last, isDone: ids.count < Self.batch)
            FailPoint.reach("watcher.recomputed")
            return ids.count + 1
        }
    }

    private static func recompute(
        _ ids: [CaseID], because change: PendingChange, _ kit: WatcherKit, in transaction: borrowing Transaction,
        _ journal: Journal
    ) throws {
        // Another instance may have heard of the calendar.
        kit.register.markStale()
        var work = Casework(district: change.district, kit: kit)
        try work.open(ids, in: transaction)
        for id in ids { try work.recompute(id, to: change.publishedAt, in: transaction) }
        try work.write(in: transaction, journal, moves: true)
    }
}
