import Contracts
import Messaging
import Postgres
import Sealing
import ServiceKit

/// Searches for what the cases that were sketched may be repeats of, so that it is proposed before anybody asks.
struct Proposing: DueWork {
    /// Small, for a command about one of the cases waits until the batch is done.
    static let mostOfABatch = 10

    let name = "proposals"
    let store: EventStore
    let rings: Rings
    /// At most so many searches, so that a burst of registrations comes first; 0 for no limit.
    let perSecond: Int

    private var batch: Int { perSecond == 0 ? Self.mostOfABatch : min(perSecond, Self.mostOfABatch) }

    func next() async throws -> Instant? {
        let rows = try await store.database.transaction(scope: "*") { transaction in
            try transaction.run("SELECT 1 FROM unsearched LIMIT 1")
        }
        return rows.isEmpty ? nil : .earliest
    }

    func run(at now: Instant) async throws -> Int {
        let count = try await store.database.transaction(scope: "*") { [self] transaction in
            let taken = try transaction.takeUnsearched(atMost: batch)
            for one in taken {
                var later = try propose(for: one, at: now, in: transaction)
                // Those of this batch are searched for here.
                for other in taken where other.district == one.district { later.remove(other.number) }
                if !one.isAgain, !later.isEmpty { try transaction.queueAgain(later, in: one.district) }
            }
            return taken.count
        }
        if count == batch, perSecond > 0 { try await Task.sleep(for: .seconds(1) * batch / perSecond) }
        return count
    }
}

extension Proposing {
    /// - Returns: cases that came later and may repeat this one: those that were searched before it was sketched have not
    ///   found it.
    private func propose(
        for one: UnsearchedCase, at now: Instant, in transaction: borrowing Transaction
    ) throws -> Set<CaseNumber> {
        guard let row = try transaction.caseRow(one.number, in: one.district) else { return [] }
        let matches = try matches(of: row, one.district, at: now, in: transaction)
        let isLater = { (match: RepeatSearch.Proposal) in
            (match.registeredAt, match.caseNumber.rawValue) > (row.registeredAt, row.number.rawValue)
        }
        let isTaken =
            try transaction.link(of: row.id, in: one.district) != nil
            || transaction.repeats(of: row.id, in: one.district) > 0
        let best = isTaken ? [] : ProposedRepeat.best(of: matches.filter { !isLater($0) })
        try transaction.propose(best, for: row.id, at: now, in: one.district)
        let unlinked = matches.filter { isLater($0) && $0.linkedTo == nil }
        return Set(unlinked.prefix(RepeatSearch.most).map(\.caseNumber))
    }

    /// - Returns: nothing for what cannot be opened any more, which must not hold up the others.
    private func matches(
        of row: CaseRow, _ district: DistrictID, at now: Instant, in transaction: borrowing Transaction
    ) throws -> [RepeatSearch.Proposal] {
        let since = now.advanced(bySeconds: -RepeatSearch.daysBack * 86_400)
        // A day earlier than anywhere on earth: months end with the district's own day.
        let oldest = Month(CivilDay(ofUTC: since.advanced(bySeconds: -86_400)))
        let search: RepeatSearch?
        do {
            search = try RepeatSearch.of(row, from: oldest, rings, in: district)
        } catch let error as SealingError where !error.isPassing {
            return []
        }
        return try search?.matches(for: row, since: since, in: transaction) ?? []
    }
}

/// A case of the queue.
struct UnsearchedCase: Sendable {
    let district: DistrictID
    let number: CaseNumber
    /// Because of another case's search.
    let isAgain: Bool
}
