import Contracts
import FailPoints
import Kafka
import Postgres

/// Sends what the outbox points to, in order, and deletes a pointer only when the broker has acknowledged its message.
///
/// It never skips by position: a look leaves out only what is under way, so a commit that comes late with a lower
/// position is neither lost nor overtaken by a later one of its key. Of many instances of a service one relays at a
/// time, by an advisory lock; another takes over when that one's connection ends.
public struct OutboxRelay: Sendable {
    let connection: Connection
    let listener: Connection?
    let producers: ProducerSource
    let settings: MessagingSettings
    let signal: Signal
    let flight: Flight?
    let report: @Sendable (RelayReport) -> Void

    /// - Parameters:
    ///   - connection: the relay's own; it holds the advisory lock for as long as it lives.
    ///   - listener: on which other instances' NOTIFY is heard; nil where there is only one instance.
    public init(
        connection: Connection, listener: Connection? = nil, producers: ProducerSource, settings: MessagingSettings,
        signal: Signal,
        flight: Flight? = nil, report: @escaping @Sendable (RelayReport) -> Void = { _ in }
    ) {
        self.connection = connection
        self.listener = listener
        self.producers = producers
        self.settings = settings
        self.signal = signal
        self.flight = flight
        self.report = report
    }

    /// Relays until `stop` is true, then finishes the pass it is in. While another instance relays, tells that one of
    /// this one's commits.
    ///
    /// - Throws: when a connection is lost or the cluster is not the one that this outbox was sent to before;
    ///   the caller makes a new relay or stops.
    public func run(until stop: @escaping @Sendable () -> Bool) async throws {
        try await prepareConnection()
        let check = ClusterCheck(connection: connection, settings: settings)
        var nextComparison = ContinuousClock.now
        while !stop() {
            report(.looking)
            if try await holdsLock() {
                try await relayAndListen(check, until: stop)
            } else {
                if nextComparison <= .now, try await confirms(check.compare) { nextComparison = .now + check.interval }
                try await tellOfCommits()
            }
        }
    }

    /// To the instance that relays.
    private func tellOfCommits() async throws {
        guard await signal.wait(atMost: .milliseconds(500)) else { return }
        try await connection.run("SELECT pg_notify(\(name), '')")
        // Commits meanwhile are told together.
        try await Task.sleep(for: .milliseconds(3))
    }

    /// A deletion that a crash undoes is a message sent twice, so no deletion waits for the disk. A batch is looked up
    /// pointer by pointer, whatever the planner thinks: joined by hash, each batch would read the whole journal.
    private func prepareConnection() async throws {
        try await connection.run(
            """
            SELECT set_config('synchronous_commit', 'off', false), set_config('enable_hashjoin', 'off', false),
                set_config('enable_mergejoin', 'off', false), set_config('enable_seqscan', 'off', false),
                set_config('max_parallel_workers_per_gather', '0', false),
                set_config('plan_cache_mode', 'force_generic_plan', false)
            """)
    }

    /// Source of the channel's and the lock's name: architecture, "The life of a message", 2.
    private var name: String { "\(settings.namespace).\(settings.service).relay" }

    /// Relays, listens and looks at the cluster side by side, until `stop` is true or one of them fails.
    private func relayAndListen(_ check: ClusterCheck, until stop: @escaping @Sendable () -> Bool) async throws {
        while !stop(), try await !confirms(check.confirm) { await signal.wait(atMost: .milliseconds(500)) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await relay(until: stop) }
            // A new connection to the cluster takes a tenth of a second, for which no message should wait.
            group.addTask { while true { try await watch(check) } }
            if let listener {
                group.addTask {
                    while !Task.isCancelled {
                        if try await listener.notifications(on: name, waiting: .seconds(1)) > 0 { signal.wake() }
                    }
                }
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func watch(_ check: ClusterCheck) async throws {
        try await Task.sleep(for: check.interval)
        _ = try await confirms(check.confirm)
    }

    /// - Returns: false while the broker is away.
    private func confirms(_ look: () async throws -> Void) async throws -> Bool {
        do {
            try await look()
            report(.confirmed)
            return true
        } catch let error as KafkaError {
            report(.failed(String(describing: error)))
            return false
        }
    }

    private func relay(until stop: @Sendable () -> Bool) async throws {
        while !stop(), !Task.isCancelled {
            do {
                report(.looking)
                let sent = try await pass()
                if sent == 0 { await signal.wait(atMost: .seconds(1)) }
            } catch let error as KafkaError {
                report(.failed(String(describing: error)))
                if error.isFatal { try await producers.rebuild() }
                await signal.wait(atMost: .milliseconds(500))
            }
        }
    }

    /// Sends everything that the outbox holds now, two halves of a batch under way at a time.
    ///
    /// - Returns: how many messages were acknowledged.
    func pass() async throws -> Int {
        let producer = try await producers.current()
        var sent = 0
        var underWay: (batch: OutboxBatch, receipt: Receipt)?
        while true {
            let batch = try await next(beside: underWay?.batch)
            if !batch.positions.isEmpty { FailPoint.reach("relay.sending") }
            let receipt = batch.positions.isEmpty ? nil : await producer.enqueue(batch.records)
            if let earlier = underWay {
                let settlement = try await settle(earlier.batch, earlier.receipt)
                sent += settlement.done.count
                if let failure = settlement.failure {
                    try await settleRest(batch, receipt, behind: settlement)
                    throw failure
                }
            }
            guard let receipt else { return sent }
            // One more pointer would have found room: whatever is committed from now on wakes the next pass.
            if batch.positions.count <= half - Journal.eventsOfAPointer {
                let settlement = try await settle(batch, receipt)
                if let failure = settlement.failure { throw failure }
                return sent + settlement.done.count
            }
            underWay = (batch, receipt)
        }
    }

    /// The half that went out while the one before it was refused in part. Left alone, it would be sent again in each pass for
    /// as long as that goes on. After a fatal error the producer is made anew, and nothing is waited for.
    private func settleRest(
        _ batch: OutboxBatch, _ receipt: Receipt?, behind earlier: Settlement
    ) async throws {
        guard let receipt, earlier.failure?.isFatal != true else { return }
        _ = try await settle(batch, receipt, behind: earlier.stuckKeys)
    }

    private var half: Int { settings.relayBatch / 2 }

    /// The earliest pointers but those of `earlier`: whoever committed before one that is seen here is seen too, or is
    /// sent already, so that each key keeps its order. The half before `earlier` is settled, thus one half is left out.
    private func next(beside earlier: OutboxBatch?) async throws -> OutboxBatch {
        let (limit, namespace, service) = (half, settings.namespace, settings.service)
        let underWay = Set(earlier?.pointers ?? []).sorted()
        return try await connection.transaction(scope: "*") { transaction in
            try OutboxBatch.next(
                except: underWay, limit: limit, namespace: namespace, source: "\(namespace)/\(service)",
                in: transaction)
        }
    }

    /// - Parameter stuck: keys of which an event of the half before is sent again.
    private func settle(
        _ batch: OutboxBatch, _ receipt: Receipt, behind stuck: Set<String> = []
    ) async throws -> Settlement {
        report(.awaiting)
        let answers = await receipt.acknowledgements()
        report(.looking)
        FailPoint.reach("relay.acknowledged")
        let settlement = Settlement(batch.records, answers, behind: stuck)
        let done = settlement.done
        if done.count == batch.positions.count {
            try await forget(Set(batch.pointers))
            flight?.acknowledged(batch.topics)
        } else {
            let kept = Set(Set(batch.positions.indices).subtracting(done).map { batch.pointers[$0] })
            try await forget(Set(batch.pointers).subtracting(kept))
            try await shorten(kept, by: done.map { batch.positions[$0] })
            flight?.acknowledged(done.map { batch.topics[$0] })
        }
        report(.sent(done.count))
        return settlement
    }

    private func forget(_ pointers: Set<Int64>) async throws {
        guard !pointers.isEmpty else { return }
        _ = try await connection.run("DELETE FROM outbox WHERE first_position = ANY(\(pointers.sorted())::bigint[])")
    }

    /// What is acknowledged of a pointer is not sent again for the sake of the rest.
    private func shorten(_ pointers: Set<Int64>, by acknowledged: [Int64]) async throws {
        _ = try await connection.run(
            """
            UPDATE outbox SET (first_position, positions, days) = (
                SELECT min(position), array_agg(position ORDER BY position), array_agg(day ORDER BY position)
                FROM unnest(positions, days) AS event (position, day)
                WHERE position <> ALL(\(acknowledged)::bigint[]))
            WHERE first_position = ANY(\(pointers.sorted())::bigint[])
            """)
    }

    private func holdsLock() async throws -> Bool {
        let rows = try await connection.run("SELECT pg_try_advisory_lock(hashtextextended(\(name), 0))")
        return try rows.first?.decode(Bool.self) ?? false
    }
}
