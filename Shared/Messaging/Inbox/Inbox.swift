import Contracts
import FailPoints
import Kafka
import Postgres

/// Hears a service's topics and handles each message once, whatever is delivered twice.
///
/// A batch is handled in one transaction per district: inbox rows, handlers, state, journal and outbox. Only after
/// the commit is the offset stored. A batch that fails is done by halves, down to single messages, so that one
/// message never fails its neighbours.
public struct Inbox: Sendable {
    let store: EventStore
    let handlers: Handlers
    let settings: MessagingSettings
    let progress: InboxProgress
    let now: @Sendable () -> Instant
    let report: @Sendable (InboxReport) -> Void

    /// - Parameter now: the domain's clock, for `progress`.
    public init(
        store: EventStore, handlers: Handlers, settings: MessagingSettings, progress: InboxProgress,
        now: @escaping @Sendable () -> Instant,
        report: @escaping @Sendable (InboxReport) -> Void = { _ in }
    ) {
        self.store = store
        self.handlers = handlers
        self.settings = settings
        self.progress = progress
        self.now = now
        self.report = report
    }

    private var topicNames: [String] { handlers.topics.map { $0.name(in: settings.namespace) }.sorted() }

    /// Tells the simulation's counter what this inbox will handle. Called once, before anything is sent.
    public func enlist() {
        for name in topicNames { store.flight?.listens(to: name) }
    }

    /// Consumes until `stop` is true; leaves the group on every way out.
    public func run(until stop: @Sendable () -> Bool) async throws {
        while !stop() {
            guard let group = await knownGroup() else { continue }
            guard let lost = await lostTopics() else { continue }
            let consumer = try Consumer(settings.kafka, group: group, topics: topicNames, fromStart: lost)
            do {
                try await consume(with: consumer, in: group, until: stop)
            } catch {
                await consumer.close()
                throw error
            }
            await consumer.close()
        }
    }

    /// Its own topics that it hears, where it has said nothing so far: an empty schema in place of one that was lost hears
    /// what it said itself from the start, for nobody else can say that again. All other facts `hotline replay` brings.
    ///
    /// - Returns: nil, after a while, where the database does not answer.
    private func lostTopics() async -> Set<String>? {
        let own = handlers.topics.filter { $0.writers.map(\.rawValue) == [settings.service] }
        guard !own.isEmpty else { return [] }
        return await answer {
            let rows = try await store.database.transaction(scope: "*") { transaction in
                try transaction.run("SELECT 1 FROM journal LIMIT 1")
            }
            return rows.isEmpty ? Set(own.map { $0.name(in: settings.namespace) }) : []
        }
    }

    /// Nil, after a while, where the development broker does not answer.
    private func knownGroup() async -> String? { await answer { try await settings.group() } }

    /// Nil, after a while, where whoever is asked does not answer.
    private func answer<T>(_ ask: () async throws -> T) async -> T? {
        do {
            return try await ask()
        } catch {
            report(.retrying(reason: String(describing: error), attempt: 0))
            // Cut short by a cancellation, after which the caller ends.
            try? await Task.sleep(for: .milliseconds(500))
            return nil
        }
    }

    /// Until `stop` is true, until the group is no longer that of the broker's present life, or until another consumer has
    /// to take over.
    private func consume(with consumer: Consumer, in group: String, until stop: @Sendable () -> Bool) async throws {
        var attempt = 0
        var nextBatch = ContinuousClock.now
        var sweep = Sweep()
        var life = BrokerLife(settings, group: group)
        let others = try OtherMembers(settings, group: group, topics: topicNames)
        var catchUp = CatchUp(progress: progress, now: now, others: others, settleTime: settings.settleTime)
        while !stop(), await life.goesOn() {
            report(.polling)
            var records: [ConsumedRecord] = []
            do {
                if nextBatch > .now { try await Task.sleep(until: nextBatch, clock: .continuous) }
                records = try await consumer.poll(max: settings.inboxBatch, waiting: .milliseconds(100))
                let isFull = records.count == settings.inboxBatch
                if !records.isEmpty { nextBatch = .now + (isFull ? .zero : settings.inboxPace) }
                if sweep.isDue { sweep.cursor = try await releaseWaiting(after: sweep.cursor) }
                let next = try await handleAndStore(records, with: consumer)
                records = []
                catchUp.handled(next)
                try await catchUp.look(with: consumer)
                attempt = 0
            } catch let error as KafkaError where error.isGap || error.isFatal {
                throw error
            } catch {
                report(.retrying(reason: String(describing: error), attempt: attempt))
                try await Task.sleep(for: .milliseconds(100 << min(attempt, 6)))
                guard await isAgainAtHand(records, of: consumer) else { return }
                attempt += 1
            }
        }
    }

    /// Whether the consumer will give these records once more. Where it cannot be sought, its successor begins at what
    /// was committed, which is before them.
    private func isAgainAtHand(_ records: [ConsumedRecord], of consumer: Consumer) async -> Bool {
        do {
            for (partition, offset) in Self.firstOffsets(records) { try await consumer.seek(partition, to: offset) }
            return true
        } catch {
            report(.retrying(reason: "joining the group anew: \(error)", attempt: 0))
            return false
        }
    }

    /// - Returns: the next offset of each partition that was in the batch.
    private func handleAndStore(
        _ records: [ConsumedRecord], with consumer: Consumer
    ) async throws -> [TopicPartition: Int64] {
        guard !records.isEmpty else { return [:] }
        try await handle(records)
        FailPoint.reach("inbox.committed")
        let next = Self.nextOffsets(records)
        try await consumer.store(next)
        // Told first: who waits for stillness then knows of everything that was done.
        report(.handled(records.count))
        store.flight?.handled(records.count)
        return next
    }

    /// - Throws: only what is worth another try with the same batch.
    func handle(_ records: [ConsumedRecord]) async throws {
        var envelopes: [Envelope] = []
        for record in records {
            do {
                envelopes.append(try Envelope(record, namespace: settings.namespace))
            } catch let error as Undecodable {
                try await parkUnreadable(record, reason: error.reason)
            }
        }
        try await handle(envelopes)
    }

    /// Handles messages that came another way than over the broker, as if it had brought them: each once.
    public func handle(_ envelopes: [Envelope]) async throws {
        for (district, group) in Dictionary(grouping: envelopes, by: \.district) {
            try await handle(group, of: district)
        }
    }

    private func handle(_ envelopes: [Envelope], of district: DistrictID) async throws {
        do {
            try await handleTogether(envelopes, of: district)
        } catch let error as PostgresError where error.isConnectionLost {
            throw error
        } catch {
            guard envelopes.count > 1 else { return try await settle(envelopes[0], after: error) }
            // By halves: one bad message among 500 costs 18 transactions more, not 500.
            let middle = envelopes.count / 2
            try await handle(Array(envelopes[..<middle]), of: district)
            try await handle(Array(envelopes[middle...]), of: district)
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

    /// One message alone has failed: it is parked, waits, or is tried again.
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
            if case .parked(let reason) = hold { try announce(envelope, reason, in: journal) }
            return true
        }
        if isNew, case .parked(let reason) = hold { report(.parked(envelope.id, reason: reason)) }
    }

    private static func nextOffsets(_ records: [ConsumedRecord]) -> [TopicPartition: Int64] {
        Dictionary(records.map { ($0.topicPartition, $0.offset + 1) }, uniquingKeysWith: max)
    }

    private static func firstOffsets(_ records: [ConsumedRecord]) -> [TopicPartition: Int64] {
        Dictionary(records.map { ($0.topicPartition, $0.offset) }, uniquingKeysWith: min)
    }
}

/// What an inbox tells whoever watches it.
public enum InboxReport: Sendable {
    /// A round begins.
    case polling
    case handled(Int)
    case parked(EventID, reason: String)
    case retrying(reason: String, attempt: Int)
}

/// When held messages are tried again without being asked.
private struct Sweep {
    private var next = ContinuousClock.now
    /// Position of the last held message that was looked at; 0 to begin again.
    var cursor: Int64 = 0

    var isDue: Bool {
        mutating get {
            guard ContinuousClock.now >= next else { return false }
            next = .now + .seconds(5)
            return true
        }
    }
}
