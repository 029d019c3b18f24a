import Contracts
import Foundation
import IntakeService
import Kafka
import Messaging
import Postgres
import ServiceKit
import Synchronization

/// Intake's schema and topics with nothing around them but a relay.
struct RelayPlace: Sendable {
    private let messaging: MessagingSettings
    private let login: ConnectionSettings
    private let admin: ConnectionSettings
    private let database: Database
    private static let district = DistrictID("bench")

    init(_ bench: BenchStack) async throws {
        let connections = try bench.connections()
        messaging = MessagingSettings(namespace: "relaybench", service: "intake", kafka: try connections.kafka())
        _ = try await TopicPlan.apply(messaging.namespace, through: messaging.kafka)
        var admin = try connections.administrator()
        let connection = try await Connection.connect(to: admin)
        try await IntakeService.migrate(
            schema: messaging.schema, role: messaging.schema, password: "bench", through: connection)
        await connection.close()
        var login = admin
        login.user = messaging.schema
        login.password = "bench"
        login.searchPath = [messaging.schema]
        admin.searchPath = [messaging.schema]
        self.login = login
        self.admin = admin
        database = Database(login, size: 16)
    }

    func close() async { await database.close() }

    /// Facts in the journal and pointers to them, as if registered and not yet sent.
    func fill(_ count: Int) async throws {
        let connection = try await Connection.connect(to: admin)
        try await Self.fill(count, over: connection)
        await connection.close()
    }

    /// - Parameter connection: an administrator's, whose search path is the service's schema.
    static func fill(_ count: Int, over connection: Connection) async throws {
        try await connection.run("TRUNCATE journal, outbox")
        try await connection.run(
            """
            WITH said AS (
                INSERT INTO journal (district, day, event_id, topic, subject, type, schema_version, time,
                    correlation_id, causation_id, data)
                SELECT 'bench', '2020-05-14', gen_random_uuid(), 'appeals', gen_random_uuid()::text,
                    'hotline.AppealRegistered', 1, '2020-05-14T02:00:00Z', gen_random_uuid()::text,
                    gen_random_uuid()::text, \(data)
                FROM generate_series(1, \(count)::integer) RETURNING position, district, day)
            INSERT INTO outbox (first_position, positions, days, district)
            SELECT min(position), array_agg(position), array_agg(day), district
            FROM said GROUP BY district, (position - 1) / \(eventsOfACommit)::bigint
            """)
        try await connection.run("VACUUM ANALYZE journal, outbox")
        try await connection.run("CHECKPOINT")
    }

    /// What the product's commits hold under load.
    static let eventsOfACommit = 50

    private static let data =
        #"{"case":"00000000-0000-4000-8000-000000000000","text":""# + String(repeating: "x", count: 560) + #""}"#

    /// - Returns: seconds until the outbox was empty.
    func empty() async throws -> Double {
        let rest = Mutex(try await outboxLength())
        let signal = Signal()
        let begin = ContinuousClock.now
        try await relay(signal) { count in
            rest.withLock { $0 -= count }
            if rest.withLock({ $0 }) <= 0 { signal.wake() }
        } until: {
            rest.withLock { $0 } <= 0
        }
        return (ContinuousClock.now - begin) / .seconds(1)
    }

    /// The same SELECT, produce and DELETE, one after the other, and nothing else.
    func emptyBarely() async throws -> Double {
        let connection = try await Connection.connect(to: login)
        let producer = try Producer(messaging.kafka)
        let topic = Topic.appeals.name(in: messaging.namespace)
        let begin = ContinuousClock.now
        while true {
            let rows = try await connection.transaction(scope: "*") { transaction in
                try transaction.run(
                    """
                    SELECT j.position, j.subject, j.data, o.first_position FROM (
                        SELECT first_position, district, unnest(positions) AS position, unnest(days) AS day
                        FROM (SELECT * FROM outbox ORDER BY first_position LIMIT 20) AS next) o,
                        LATERAL (
                            SELECT * FROM journal
                            WHERE district = o.district AND day = o.day AND position = o.position OFFSET 0) j
                    ORDER BY j.position
                    """)
            }
            if rows.isEmpty { break }
            let parts = try rows.map { try $0.decode((Int64, String, String, Int64).self) }
            let answers = await producer.send(
                parts.map { ProducerRecord(topic: topic, key: $0.1, value: Array($0.2.utf8)) })
            if let failure = answers.failures.values.first { throw failure }
            try await connection.run(
                "DELETE FROM outbox WHERE first_position = ANY(\(Set(parts.map(\.3)).sorted())::bigint[])")
        }
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        await producer.close()
        await connection.close()
        return seconds
    }

    /// Commits of one event each at a steady rate, each with the time until its acknowledgement. Commits and
    /// acknowledgements are paired in their order.
    ///
    /// - Parameter warmUp: seconds of the same load before, while connections open.
    func latencies(rate: Int, seconds measured: Int, warmUp: Int) async throws -> Figures {
        let seconds = warmUp + measured
        try await fill(1)
        let signal = Signal()
        let store = EventStore(database: database, signal: signal)
        let book = AcknowledgementBook(expected: rate * seconds + 1)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await relay(signal) { count in
                    book.acknowledged(count)
                    if book.isComplete { signal.wake() }
                } until: {
                    book.isComplete
                }
            }
            book.committed(at: .now)  // the one that lies there already
            let begin = ContinuousClock.now
            for number in 0..<(rate * seconds) {
                let due = begin + .seconds(Double(number) / Double(rate))
                if due > .now { try await Task.sleep(until: due, clock: .continuous) }
                group.addTask {
                    let id = UUID().uuidString.lowercased()
                    _ = try await store.record(in: Self.district) { _, journal in
                        try journal.events(causedBy: Cause(id: id)).record(
                            BroadcastOpened(broadcast: BroadcastID(id), units: []), at: Instant(seconds: 1_589_421_600))
                    }
                    book.committed(at: .now)
                }
            }
            try await group.waitForAll()
        }
        return Figures(Array(book.latencies.dropFirst(rate * warmUp)))
    }

    /// The share of one core that this process takes while a relay has nothing to do.
    func idleShare(seconds: Int) async throws -> Double {
        try await fill(0)
        let isOver = Flag()
        let signal = Signal()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await relay(signal) { _ in
                } until: {
                    isOver.isSet
                }
            }
            try await Task.sleep(for: .seconds(2))
            let before = ProcessorTime.now
            try await Task.sleep(for: .seconds(seconds))
            let used = ProcessorTime.now - before
            isOver.set()
            signal.wake()
            try await group.waitForAll()
            return used / Double(seconds)
        }
    }

    private func relay(
        _ signal: Signal, sent: @escaping @Sendable (Int) -> Void, until stop: @escaping @Sendable () -> Bool
    ) async throws {
        let producers = ProducerSource(messaging.kafka)
        let connection = try await Connection.connect(to: login)
        let relay = OutboxRelay(connection: connection, producers: producers, settings: messaging, signal: signal) {
            if case .sent(let count) = $0 { sent(count) }
        }
        try await relay.run(until: stop)
        await connection.close()
        await producers.close(drain: .seconds(5))
    }

    private func outboxLength() async throws -> Int {
        let rows = try await database.run("SELECT count(*) FROM unsent")
        return try rows.first?.decode(Int.self) ?? 0
    }
}
