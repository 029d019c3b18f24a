import Contracts
import HTTP
import Messaging
import Postgres

/// Registrations that come at the same time share a commit; each is answered after its own.
///
/// While a commit is under way the next batch collects by itself, and two commits that are not full begin some
/// milliseconds apart: a single request is committed at once, and a steady stream of them does not cost a transaction for
/// each few. Whoever comes first leads a batch and then passes the lead on, so no task of its own is needed.
actor SharedCommits {
    private enum Turn {
        case lead
        case settled(Result<KnownCase?, any Error>)
    }

    private struct Ticket {
        let new: NewCase
        let waiter: CheckedContinuation<Turn, Never>
    }

    /// One commit's work takes the database about as long as preparing the next batch takes this process.
    private static let leadersAtOnce = 2
    private static let batchSize = 256
    /// Between the beginnings of two commits, unless a batch of a quarter's size waits.
    private static let pace = Duration.milliseconds(15)

    private let store: EventStore
    private var queue: [Ticket] = []
    private var leaders = 0
    private var nextCommit = ContinuousClock.now

    init(store: EventStore) { self.store = store }

    /// - Returns: nil when the case is stored now; what was there when its id was taken.
    func register(_ new: NewCase) async throws -> KnownCase? {
        if leaders < Self.leadersAtOnce {
            leaders += 1
        } else {
            let turn = await withCheckedContinuation { queue.append(Ticket(new: new, waiter: $0)) }
            if case .settled(let result) = turn { return try result.get() }
        }
        await keepPace()
        let others = takeBatch(of: new.district)
        let results = await store.commitSharing([new] + others.map(\.new), of: new.district)
        passLeadOn()
        for (ticket, result) in zip(others, results.dropFirst()) { ticket.waiter.resume(returning: .settled(result)) }
        guard let own = results.first else { throw Problem(500) }
        return try own.get()
    }

    private func keepPace() async {
        guard queue.count < Self.batchSize / 4 else { return }
        let now = ContinuousClock.now
        let begin = max(nextCommit, now)
        nextCommit = begin + Self.pace
        guard begin > now else { return }
        // A request that is given up meanwhile leads at once: others wait for it.
        try? await Task.sleep(until: begin, tolerance: .zero, clock: .continuous)
    }

    /// Those of the same district, in the order of their coming.
    private func takeBatch(of district: DistrictID) -> [Ticket] {
        if queue.count < Self.batchSize, queue.allSatisfy({ $0.new.district == district }) {
            defer { queue.removeAll(keepingCapacity: true) }
            return queue
        }
        var batch: [Ticket] = []
        var rest: [Ticket] = []
        for ticket in queue {
            if batch.count < Self.batchSize - 1, ticket.new.district == district {
                batch.append(ticket)
            } else {
                rest.append(ticket)
            }
        }
        queue = rest
        return batch
    }

    private func passLeadOn() {
        guard !queue.isEmpty else {
            leaders -= 1
            return
        }
        queue.removeFirst().waiter.resume(returning: .lead)
    }
}

extension EventStore {
    /// All in one commit; where that fails, each in its own, so that only the bad one fails.
    ///
    /// - Returns: one result for each, in order.
    func commitSharing(_ new: [NewCase], of district: DistrictID) async -> [Result<KnownCase?, any Error>] {
        do {
            return try await register(new, of: district).map { .success($0) }
        } catch let error as PostgresError where error.isConnectionLost {
            // Nobody's request is at fault, and asking a dead server once for each would only take longer.
            return new.map { _ in .failure(error) }
        } catch let error as DatabaseClosed {
            return new.map { _ in .failure(error) }
        } catch  where new.count == 1 && !(error is CommitUnknown) {
            return [.failure(error)]
        } catch {
            // An unknown commit is settled here too: a case that was stored is found under its own number.
            var results: [Result<KnownCase?, any Error>] = []
            for one in new { results.append(await registerAlone(one)) }
            return results
        }
    }

    private func registerAlone(_ new: NewCase) async -> Result<KnownCase?, any Error> {
        do {
            return .success(try await register([new], of: new.district).first ?? nil)
        } catch {
            return .failure(error)
        }
    }

    /// State, journal and outbox of many cases in one transaction.
    func register(_ new: [NewCase], of district: DistrictID) async throws -> [KnownCase?] {
        try await record(in: district) { transaction, journal in
            try transaction.register(new, of: district, journal)
        }
    }
}
