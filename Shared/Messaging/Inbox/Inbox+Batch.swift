import Contracts
import FailPoints
import Kafka
import Postgres

/// From a batch to its transactions.
extension Inbox {
    /// Handles messages that came another way than over the broker, as if it had brought them: each once.
    ///
    /// - Throws: what made one of them fail for a passing reason; those behind it are not handled then.
    public func handle(_ envelopes: [Envelope]) async throws {
        let way = TopicPartition("", 0)
        let messages = envelopes.enumerated().map { index, envelope in
            PlacedEnvelope(envelope: envelope, place: RecordPlace(partition: way, offset: Int64(index)))
        }
        var failures = PartitionFailures()
        try await handleByDistrict(messages, &failures)
        if let error = failures.error { throw error }
    }

    /// For tests: one batch whose failures are thrown.
    func handle(_ records: [ConsumedRecord]) async throws {
        let failures = try await handle(records, alone: [])
        if let error = failures.error { throw error }
    }

    /// - Parameter alone: partitions whose first message has failed before. It is tried by itself and before all others:
    ///   while it goes on failing that costs one transaction, and no batch of the others fails with it.
    /// - Returns: what has failed for a passing reason; all else is handled.
    /// - Throws: when the database is away. Nothing counts as handled then.
    func handle(_ records: [ConsumedRecord], alone: Set<TopicPartition>) async throws -> PartitionFailures {
        var failures = PartitionFailures()
        var (left, others) = (alone, [ConsumedRecord]())
        for record in records {
            if left.remove(record.topicPartition) != nil {
                try await handle([record], &failures)
            } else {
                others.append(record)
            }
        }
        try await handle(others, &failures)
        return failures
    }

    private func handle(_ records: [ConsumedRecord], _ failures: inout PartitionFailures) async throws {
        var messages: [PlacedEnvelope] = []
        for record in records {
            let place = RecordPlace(record)
            guard failures.letPass(place) else { continue }
            do {
                let envelope = try Envelope(record, namespace: settings.namespace)
                messages.append(PlacedEnvelope(envelope: envelope, place: place))
            } catch let error as Undecodable {
                try await trying(place, &failures) { try await parkUnreadable(record, reason: error.reason) }
            }
        }
        try await handleByDistrict(messages, &failures)
    }

    /// A district's messages share a transaction whatever partitions they came on; the district that comes first is first.
    private func handleByDistrict(_ messages: [PlacedEnvelope], _ failures: inout PartitionFailures) async throws {
        let groups = Dictionary(grouping: messages, by: \.envelope.district)
        var done: Set<DistrictID> = []
        for district in messages.map(\.envelope.district) where done.insert(district).inserted {
            try await handle(groups[district] ?? [], of: district, &failures)
        }
    }

    private func handle(
        _ messages: [PlacedEnvelope], of district: DistrictID, _ failures: inout PartitionFailures
    ) async throws {
        // What is behind a message that has failed waits for it.
        let messages = messages.filter { failures.letPass($0.place) }
        guard let first = messages.first else { return }
        do {
            try await handleTogether(messages.map(\.envelope), of: district)
        } catch let error where Outcome.isOutage(error) {
            throw error
        } catch {
            guard messages.count > 1 else {
                return try await trying(first.place, &failures) { try await settle(first.envelope, after: error) }
            }
            // By halves: one bad message among 500 costs 18 transactions more, not 500.
            let middle = messages.count / 2
            try await handle(Array(messages[..<middle]), of: district, &failures)
            try await handle(Array(messages[middle...]), of: district, &failures)
        }
    }

    private func handleTogether(_ envelopes: [Envelope], of district: DistrictID) async throws {
        let handlers = handlers
        let announced = try await store.record(in: district) { transaction, journal -> [String] in
            let wanted = try handlers.wanted(envelopes, transaction)
            guard !wanted.isEmpty else { return [] }
            let fresh = try transaction.firstDeliveries(of: wanted)
            let held = try transaction.heldSubjects(among: fresh)
            try transaction.hold(fresh.filter { held.blocks($0) }, as: .behind)
            try handlers.handle(fresh.filter { !held.blocks($0) }, transaction, journal)
            FailPoint.reach("inbox.handled")
            return journal.announced
        }
        if !announced.isEmpty { try await release(waitingFor: announced, of: district) }
    }

    /// One message alone has failed: it is parked, or waits.
    ///
    /// - Throws: what is worth another try.
    private func settle(_ envelope: Envelope, after error: any Error) async throws {
        let hold: Hold
        switch Outcome(of: error) {
        case .retry: throw error
        case .park(let reason): hold = .parked(reason: reason)
        case .wait(let reference): hold = .waiting(reference: reference)
        }
        let isNew = try await store.record(in: envelope.district) { transaction, journal in
            guard try !transaction.firstDeliveries(of: [envelope]).isEmpty else { return false }
            try transaction.hold([envelope], as: hold)
            if case .parked(let reason) = hold { try announce(envelope, reason, parking: 1, in: journal) }
            return true
        }
        if isNew, case .parked(let reason) = hold { report(.parked(envelope.id, reason: reason)) }
    }

    /// Notes a failure of this message; that the database is away is none of its.
    private func trying(
        _ place: RecordPlace, _ failures: inout PartitionFailures, _ body: () async throws -> Void
    ) async throws {
        do {
            try await body()
        } catch let error where Outcome.isOutage(error) {
            throw error
        } catch {
            failures.add(error, at: place)
        }
    }
}
