import Contracts
import Foundation
import Kafka
import Postgres
import Synchronization
import TestSupport

@testable import Messaging

/// The messaging of one service, `ear`, over a real PostgreSQL and the broker protocol, in a namespace of its own.
///
/// Its handlers write what they hear into the table `heard`.
struct Post: Sendable {
    static let schema = "test_ear"
    static let district = DistrictID("changzhou")

    let broker: BrokerFixture
    let settings: MessagingSettings
    let admin: ConnectionSettings
    let login: ConnectionSettings
    let signal = Signal()
    let flight = Flight()
    let progress = InboxProgress()
    let reports = Reports()

    init(broker: BrokerFixture? = nil, topics: [Topic] = [.units, .workOrders, .parked]) async throws {
        self.broker = if let broker { broker } else { try await .shared() }
        let namespace = "t" + UUID().uuidString.prefix(8).lowercased()
        var kafka = try self.broker.settings(clientID: namespace)
        kafka.log = { _ in }
        settings = MessagingSettings(namespace: namespace, service: "ear", kafka: kafka)
        admin = try await PostgresFixture.shared.database(like: "messaging", prepare: Self.prepare)
        var login = admin
        login.user = Self.schema
        login.password = "secret"
        login.searchPath = [Self.schema]
        self.login = login
        try await Admin(settings.kafka).createTopics(topics.map { TopicSpec($0.name(in: namespace), partitions: 3) })
    }

    @Sendable private static func prepare(_ database: ConnectionSettings) async throws {
        let connection = try await Connection.connect(to: database)
        let place = try Provisioning(schema: schema, role: schema, password: "secret")
        try await place.apply(through: connection)
        try await Migrator(place).apply(MessagingMigrations.folder, set: "messaging", through: connection)
        try await connection.run(
            """
            CREATE TABLE test_ear.heard (
                number bigint GENERATED ALWAYS AS IDENTITY, subject text, name text, message_id uuid)
            """)
        try await connection.run("GRANT ALL ON test_ear.heard TO test_ear")
        await connection.close()
    }

    var store: EventStore { EventStore(database: Database(login, size: 4), signal: signal, flight: flight) }

    func connect() async throws -> Connection { try await Connection.connect(to: login) }

    func relay(over connection: Connection, listening listener: Connection? = nil, of beside: Signal? = nil)
        -> OutboxRelay
    {
        OutboxRelay(
            connection: connection, listener: listener, producers: ProducerSource(settings.kafka), settings: settings,
            signal: beside ?? signal, flight: flight, report: reports.relay)
    }

    func inbox(
        _ handlers: Handlers? = nil, now: @escaping @Sendable () -> Instant = { .sample },
        progress other: InboxProgress? = nil
    ) -> Inbox {
        Inbox(
            store: store, handlers: handlers ?? Self.listening, settings: settings, progress: other ?? progress,
            now: now, report: reports.inbox)
    }

    /// Writes down each unit that it hears of.
    static var listening: Handlers {
        Handlers().on(UnitChanged.self) { message, transaction, _ in try transaction.note(message) }
    }

    // MARK: saying

    /// Records units in one transaction, as their names say.
    func say(_ units: [String], cause: String = UUID().uuidString, in store: EventStore? = nil) async throws {
        try await (store ?? self.store).record(in: Self.district) { _, journal in
            let pen = journal.events(causedBy: Cause(id: cause))
            for unit in units { try pen.record(UnitChanged(unit), at: .sample) }
        }
    }

    /// A record as the relay of another service would have sent it.
    func record(
        _ event: some Event, id: String = UUID().uuidString.lowercased(), of district: DistrictID = Post.district,
        offset: Int64 = 0
    ) throws -> ConsumedRecord {
        let envelope = try Envelope(event, id: EventID(id), at: .sample, in: district, from: "test")
        return ConsumedRecord(
            topic: type(of: event).topic.name(in: settings.namespace), partition: 0, offset: offset,
            key: envelope.key, headers: envelope.headers, value: envelope.data, timestamp: 0)
    }

    /// Sends records to the broker.
    func publish(_ records: [ConsumedRecord]) async throws {
        let producer = try Producer(settings.kafka)
        let answer = await producer.send(
            records.map { ProducerRecord(topic: $0.topic, key: $0.key, headers: $0.headers, value: $0.value) })
        await producer.close()
        if let failure = answer.failures.values.first { throw failure }
    }

    // MARK: looking

    /// As the owner of everything.
    @discardableResult
    func sql(_ statement: String) async throws -> [Row] {
        let connection = try await Connection.connect(to: admin)
        try await connection.run("SET search_path = test_ear")
        let rows = try await connection.run(SQL(stringLiteral: statement))
        await connection.close()
        return rows
    }

    func count(_ table: String) async throws -> Int {
        try await sql("SELECT count(*) FROM \(table)").first?.decode(Int.self) ?? -1
    }

    /// The names heard, in order.
    func heard() async throws -> [String] {
        try await sql("SELECT name FROM heard WHERE name IS NOT NULL ORDER BY number").map {
            try $0.decode(String.self)
        }
    }

    /// `subject kind` of what is held, in order.
    func held() async throws -> [String] {
        try await sql("SELECT subject || ' ' || kind FROM held_messages ORDER BY position").map {
            try $0.decode(String.self)
        }
    }

    /// Everything on a topic, read from its start until `count` have come.
    func read(_ topic: Topic, _ count: Int) async throws -> [ConsumedRecord] {
        let consumer = try Consumer(
            settings.kafka, group: UUID().uuidString, topics: [topic.name(in: settings.namespace)])
        var records: [ConsumedRecord] = []
        let deadline = ContinuousClock.now + .seconds(20)
        while records.count < count, ContinuousClock.now < deadline {
            records += try await consumer.poll(max: 1_000, waiting: .milliseconds(50))
        }
        // One more look: what should not be there would come now.
        records += try await consumer.poll(max: 1_000, waiting: .milliseconds(100))
        await consumer.close()
        return records
    }
}

extension ConsumedRecord {
    /// The same record somewhere else.
    func at(_ partition: Int32, _ offset: Int64) -> ConsumedRecord {
        ConsumedRecord(
            topic: topic, partition: partition, offset: offset, key: key, headers: headers, value: value,
            timestamp: timestamp)
    }
}

extension Instant {
    static var sample: Instant { Instant(rfc3339: "2026-11-26T02:00:00Z") ?? .earliest }
}

extension UnitChanged {
    /// `water:1` is a fact about the unit `water`, whose name it is.
    init(_ text: String) {
        self.init(unit: UnitID(String(text.prefix { $0 != ":" })), name: text)
    }
}

extension Transaction {
    borrowing func note(_ message: Received<UnitChanged>) throws {
        try note(message.event.name, of: message.envelope)
    }

    borrowing func note(_ name: String, of envelope: Envelope) throws {
        try execute(
            """
            INSERT INTO heard (subject, name, message_id)
            VALUES (\(envelope.subject), \(name), \(envelope.id)::uuid)
            """)
    }
}

/// What relays and inboxes have reported.
final class Reports: Sendable {
    private let state = Mutex(
        (sent: 0, confirmed: 0, handled: 0, parked: [String](), failures: [String](), retries: 0))

    var sent: Int { state.withLock { $0.sent } }
    var confirmed: Int { state.withLock { $0.confirmed } }
    var handled: Int { state.withLock { $0.handled } }
    var parked: [String] { state.withLock { $0.parked } }
    var failures: [String] { state.withLock { $0.failures } }
    var retries: Int { state.withLock { $0.retries } }

    @Sendable func relay(_ report: RelayReport) {
        state.withLock { state in
            switch report {
            case .looking, .awaiting: break
            case .confirmed: state.confirmed += 1
            case .sent(let count): state.sent += count
            case .failed(let reason): state.failures.append(reason)
            }
        }
    }

    @Sendable func inbox(_ report: InboxReport) {
        state.withLock { state in
            switch report {
            case .polling: break
            case .handled(let count): state.handled += count
            case .parked(_, let reason): state.parked.append(reason)
            case .retrying: state.retries += 1
            }
        }
    }
}

/// Runs something until the body has ended.
@discardableResult
func whileRunning<T: Sendable>(
    _ part: @escaping @Sendable (@escaping @Sendable () -> Bool) async throws -> Void, _ body: () async throws -> T
) async throws -> T {
    let isOver = Flag()
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await part { isOver.isSet } }
        let result: Result<T, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        isOver.set()
        try await group.waitForAll()
        return try result.get()
    }
}

final class Flag: Sendable {
    private let value = Atomic(false)

    var isSet: Bool { value.load(ordering: .relaxed) }

    func set() { value.store(true, ordering: .relaxed) }
}
