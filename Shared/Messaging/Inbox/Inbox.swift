import Contracts
import FailPoints
import Kafka
import Postgres

/// Hears a service's topics and handles each message once, whatever is delivered twice.
///
/// A batch is handled in one transaction per district: inbox rows, handlers, state, journal and outbox. Only after
/// the commit is the offset stored. A batch that fails is done by halves, down to single messages, so that one
/// message never fails its neighbours. One that fails for a passing reason holds up its partition and no other.
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
        let others = try OtherMembers(settings, group: group, topics: topicNames)
        var course = Course(
            life: BrokerLife(settings, group: group),
            catchUp: CatchUp(progress: progress, now: now, others: others, settleTime: settings.settleTime))
        while !stop(), await course.life.goesOn() {
            report(.polling)
            var records: [ConsumedRecord] = []
            do {
                records = try await poll(consumer, &course)
                if course.sweep.isDue { course.sweep.cursor = try await releaseWaiting(after: course.sweep.cursor) }
                let (next, failures) = try await handleAndStore(records, with: consumer, course.setbacks)
                records = []
                course.catchUp.handled(next)
                course.setbacks.gotOn(next.keys)
                guard await setBack(failures, &course.setbacks, of: consumer) else { return }
                try await course.catchUp.look(with: consumer)
                course.attempt = 0
            } catch let error as KafkaError where error.isGap || error.isFatal {
                throw error
            } catch {
                report(.retrying(reason: String(describing: error), attempt: course.attempt))
                try await Task.sleep(for: Setbacks.pause(after: course.attempt))
                guard await isAgainAtHand(Self.firstOffsets(records), of: consumer) else { return }
                course.attempt += 1
            }
        }
    }

    private func poll(_ consumer: Consumer, _ course: inout Course) async throws -> [ConsumedRecord] {
        if course.nextBatch > .now { try await Task.sleep(until: course.nextBatch, clock: .continuous) }
        for partition in course.setbacks.due {
            try await consumer.resume(partition)
            course.setbacks.resumed(partition)
        }
        let records = try await consumer.poll(max: settings.inboxBatch, waiting: .milliseconds(100))
        let isFull = records.count == settings.inboxBatch
        if !records.isEmpty { course.nextBatch = .now + (isFull ? .zero : settings.inboxPace) }
        return records
    }

    /// Partitions of which a message has failed wait, each from that message on, and the others go on.
    ///
    /// - Returns: false where another consumer has to take over.
    private func setBack(
        _ failures: PartitionFailures, _ setbacks: inout Setbacks, of consumer: Consumer
    ) async -> Bool {
        guard !failures.isEmpty else { return true }
        let attempt = setbacks.failed(failures.offsets.keys)
        report(.retrying(reason: failures.description, attempt: attempt))
        return await isAgainAtHand(failures.offsets, of: consumer, afterPause: true)
    }

    /// Whether the consumer will give the records from these offsets on once more. Where it cannot be sought, its successor
    /// begins at what was committed, which is before them.
    ///
    /// - Parameter afterPause: not before their partitions are resumed.
    private func isAgainAtHand(
        _ offsets: [TopicPartition: Int64], of consumer: Consumer, afterPause: Bool = false
    ) async -> Bool {
        do {
            for (partition, offset) in offsets {
                if afterPause { try await consumer.pause(partition) }
                try await consumer.seek(partition, to: offset)
            }
            return true
        } catch {
            report(.retrying(reason: "joining the group anew: \(error)", attempt: 0))
            return false
        }
    }

    /// - Returns: the next offset of each partition of which something was handled, and what has failed.
    private func handleAndStore(
        _ records: [ConsumedRecord], with consumer: Consumer, _ setbacks: Setbacks
    ) async throws -> ([TopicPartition: Int64], PartitionFailures) {
        guard !records.isEmpty else { return ([:], PartitionFailures()) }
        let failures = try await handle(records, alone: setbacks.partitions)
        FailPoint.reach("inbox.committed")
        let handled = records.filter { failures.letPass(RecordPlace($0)) }
        let next = Self.nextOffsets(handled)
        // Before anything is sought: an offset stored after that would be where a paused partition goes on
        // (librdkafka, `rd_kafka_offsets_store`).
        try await consumer.store(next)
        // Told first: who waits for stillness then knows of everything that was done.
        report(.handled(handled.count))
        store.flight?.handled(handled.map { RecordPlace($0) }, by: settings.service)
        return (next, failures)
    }

    private static func nextOffsets(_ records: [ConsumedRecord]) -> [TopicPartition: Int64] {
        Dictionary(records.map { ($0.topicPartition, $0.offset + 1) }, uniquingKeysWith: max)
    }

    private static func firstOffsets(_ records: [ConsumedRecord]) -> [TopicPartition: Int64] {
        Dictionary(records.map { ($0.topicPartition, $0.offset) }, uniquingKeysWith: min)
    }
}

/// What is kept in mind between the rounds of one consumer.
private struct Course {
    /// How often in a row nothing could be handled at all.
    var attempt = 0
    var nextBatch = ContinuousClock.now
    var sweep = Sweep()
    var setbacks = Setbacks()
    var life: BrokerLife
    var catchUp: CatchUp
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
