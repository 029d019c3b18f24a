import Contracts
import FailPoints
import Kafka
import Postgres

/// Sends what the outbox points to, in order, and deletes a pointer only when the broker has acknowledged its message.
///
/// It never skips by position, so a commit that comes late with a lower position is not lost. Of many instances of a
/// service one relays at a time, by an advisory lock; another takes over when that one's connection ends.
public struct OutboxRelay: Sendable {
    let connection: Connection
    let producers: ProducerSource
    let settings: MessagingSettings
    let signal: Signal
    let flight: Flight?
    let report: @Sendable (RelayReport) -> Void

    /// - Parameter connection: the relay's own; it holds the advisory lock for as long as it lives.
    public init(
        connection: Connection, producers: ProducerSource, settings: MessagingSettings, signal: Signal,
        flight: Flight? = nil, report: @escaping @Sendable (RelayReport) -> Void = { _ in }
    ) {
        self.connection = connection
        self.producers = producers
        self.settings = settings
        self.signal = signal
        self.flight = flight
        self.report = report
    }

    /// Relays until the task is cancelled, then finishes the pass it is in.
    ///
    /// - Throws: when the connection is lost or the cluster is not the one that this outbox was sent to before;
    ///   the caller makes a new relay or stops.
    public func run(until stop: @Sendable () -> Bool) async throws {
        while !stop() {
            guard try await holdsLock() else {
                await signal.wait(atMost: .milliseconds(500))
                continue
            }
            try await ClusterCheck(connection: connection, settings: settings).confirm()
            try await relay(until: stop)
        }
    }

    private func relay(until stop: @Sendable () -> Bool) async throws {
        while !stop() {
            do {
                let sent = try await pass()
                if sent == 0 { await signal.wait(atMost: .seconds(1)) }
            } catch let error as KafkaError {
                report(.failed(String(describing: error)))
                if error.isFatal { try await producers.rebuild() }
                await signal.wait(atMost: .milliseconds(500))
            }
        }
    }

    /// Sends everything that the outbox holds now, two batches under way at a time.
    ///
    /// - Returns: how many messages were acknowledged.
    func pass() async throws -> Int {
        let producer = try await producers.current()
        var sent = 0
        var after: Int64 = 0
        var underWay: (batch: OutboxBatch, receipt: Receipt)?
        while true {
            let batch = try await next(after: after)
            let receipt = batch.positions.isEmpty ? nil : await producer.enqueue(batch.records)
            if let earlier = underWay { sent += try await settle(earlier.batch, earlier.receipt) }
            guard let receipt else { return sent }
            underWay = (batch, receipt)
            after = batch.positions.last ?? after
        }
    }

    private func next(after: Int64) async throws -> OutboxBatch {
        let (limit, namespace, service) = (settings.relayBatch, settings.namespace, settings.service)
        return try await connection.transaction(scope: "*") { transaction in
            try OutboxBatch.next(
                after: after, limit: limit, namespace: namespace, source: "\(namespace)/\(service)", in: transaction)
        }
    }

    private func settle(_ batch: OutboxBatch, _ receipt: Receipt) async throws -> Int {
        let answers = await receipt.acknowledgements()
        FailPoint.reach("relay.acknowledged")
        let done = batch.positions.indices.filter { answers.covers($0) }
        if done.count == batch.positions.count {
            try await forget(batch.positions)
            flight?.acknowledged(batch.topics)
        } else {
            try await forget(done.map { batch.positions[$0] })
            flight?.acknowledged(done.map { batch.topics[$0] })
        }
        report(.sent(done.count))
        if let failure = answers.fatal ?? answers.failures.values.first { throw failure }
        return done.count
    }

    private func forget(_ positions: [Int64]) async throws {
        guard !positions.isEmpty else { return }
        _ = try await connection.run("DELETE FROM outbox WHERE position = ANY(\(positions)::bigint[])")
    }

    private func holdsLock() async throws -> Bool {
        let name = "\(settings.namespace).\(settings.service).relay"
        let rows = try await connection.run("SELECT pg_try_advisory_lock(hashtextextended(\(name), 0))")
        return try rows.first?.decode(Bool.self) ?? false
    }
}

/// What a relay tells whoever watches it.
public enum RelayReport: Sendable {
    case sent(Int)
    case failed(String)
}
