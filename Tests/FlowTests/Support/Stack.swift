import Contracts
import Foundation
import Kafka
import Messaging
import Postgres
import RulePacks
import Sealing
import TestSupport

@testable import OperatorService

/// What the product's processes stand on in one test: a namespace of its own on a broker and in a database, with all
/// topics, and the files of keys and tokens.
struct Stack: Sendable {
    static let district = DistrictID("changzhou")

    let namespace: String
    let broker: BrokerFixture
    /// A superuser's.
    let database: ConnectionSettings
    let folder: URL
    let kafka: KafkaSettings
    private let looks: Looks
    /// Access tokens by the names of their grants: `operator`, `supervisor`, and each unit as `changzhou/xinbei`.
    private let tokens: [String: String]

    /// - Parameters:
    ///   - cluster: of those that all share.
    ///   - broker: one of its own where the test kills it.
    ///   - database: of a cluster of its own where the test kills it; otherwise a new one of the shared cluster.
    init(on cluster: Cluster = .one, broker: BrokerFixture? = nil, database: ConnectionSettings? = nil) async throws {
        namespace = "f" + UUID().uuidString.prefix(8).lowercased()
        self.broker = if let broker { broker } else { try await .shared(cluster) }
        if let database {
            self.database = database
        } else {
            self.database = try await PostgresFixture.shared.database()
        }
        looks = Looks(self.database)
        folder = FileManager.default.temporaryDirectory.appending(path: "hotline-flow-\(namespace)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var kafka = try self.broker.settings(clientID: namespace)
        kafka.log = { _ in }
        self.kafka = kafka
        let grants = try Self.grants()
        let issued = try TokenFile(folder.appending(path: "tokens").path).replace(with: grants)
        tokens = Dictionary(uniqueKeysWithValues: zip(grants.map(\.name), issued.map(\.text)))
        try await makeTopics(isShared: broker == nil)
    }

    /// As the product makes them; in a broker that many tests share with few partitions, of which it would have to keep
    /// thousands.
    private func makeTopics(isShared: Bool) async throws {
        guard isShared else {
            _ = try await TopicPlan.apply(namespace, through: kafka)
            return
        }
        try await Admin(kafka).createTopics(
            TopicPlan.specs(namespace).map { TopicSpec($0.name, partitions: 3, config: $0.config) })
    }

    private static func grants() throws -> [AccessGrant] {
        let roles: [(String, Set<Sealing.Role>)] = [
            ("operator", [.operator, .programme]), ("supervisor", [.supervisor]),
        ]
        let units = try ["changzhou", "doumen"].flatMap { district in
            let file = deploy.appending(path: "districts/\(district)/units.yaml")
            return try UnitRegister(source: String(contentsOf: file, encoding: .utf8), file: file.path).units.map {
                AccessGrant(
                    name: "\(district)/\($0.id)", roles: [.unit], district: DistrictID(district), unit: $0.id)
            }
        }
        return roles.map { AccessGrant(name: $0, roles: $1, district: AccessGrant.everywhere) } + units
    }

    /// The folder `deploy` of this repository.
    static let deploy = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../deploy")
        .standardized

    /// A process of the product, not started yet.
    ///
    /// - Parameter variables: settings beside those of the stack.
    func service(_ product: String, with variables: [String: String] = [:]) throws -> RunningService {
        try RunningService(
            product, environment: environment.merging(variables) { $1 }, folder: folder)
    }

    /// What a service, or the command `hotline`, must know of this stack.
    var environment: [String: String] {
        var environment = broker.environment
        environment["HOTLINE_NAMESPACE"] = namespace
        environment["POSTGRES_HOST"] = database.host
        environment["POSTGRES_PORT"] = "\(database.port)"
        environment["POSTGRES_DATABASE"] = database.database
        environment["POSTGRES_PASSWORD"] = "secret"
        environment["POSTGRES_ADMIN_USER"] = database.user
        environment["POSTGRES_ADMIN_PASSWORD"] = database.password ?? ""
        for (variable, file) in [
            ("HOTLINE_KEY_RING", "keys"), ("HOTLINE_MASTER_KEY", "master"), ("HOTLINE_VAULT_RING", "vault"),
            ("HOTLINE_TOKENS", "tokens"),
        ] { environment[variable] = folder.appending(path: file).path }
        environment["HOTLINE_LOG_LEVEL"] = "info"
        environment["KAFKA_FETCH_PACE"] = BrokerFixture.fetchPace
        return environment
    }

    var authorization: [String: String] { authorization(of: "operator") }

    /// - Parameter who: the name of a grant.
    func authorization(of who: String) -> [String: String] { ["Authorization": "Bearer \(token(of: who))"] }

    func token(of who: String) -> String { tokens[who] ?? "unknown" }

    // MARK: intake

    /// Intake, ready, with Changzhou's rules adopted.
    func intake() async throws -> RunningService {
        let intake = try service("intake")
        try intake.start()
        try await intake.untilReady()
        let source = Self.deploy.appending(path: "districts/changzhou/pack.yaml")
        let answer = try await intake.send(
            .put, "/v1/districts/changzhou/rule-packs/changzhou-2020.1",
            text: String(contentsOf: source, encoding: .utf8), type: "application/yaml", headers: authorization)
        guard answer.status == 201 else { throw Unexpected(answer) }
        return intake
    }

    /// Posts an appeal under an idempotency key.
    ///
    /// - Parameter unit: whom it concerns; nil leaves that open.
    func appeal(_ key: String, to intake: RunningService, for unit: String? = nil) async throws -> Answer {
        let named = unit.map { #","unit":"\#($0)""# } ?? ""
        return try await intake.send(
            .post, "/v1/districts/changzhou/appeals",
            text: #"{"category":"consultation","text":"\#(key) 何时供水"\#(named)}"#,
            headers: authorization.merging(["Idempotency-Key": key]) { $1 })
    }

    // MARK: looking

    /// As the owner of everything, in a service's schema.
    func sql(_ statement: String, in service: String = "intake") async throws -> [Row] {
        try await looks.run(SQL(stringLiteral: statement), in: "\(namespace)_\(service)")
    }

    func texts(_ statement: String, in service: String = "intake") async throws -> [String] {
        try await sql(statement, in: service).map { try $0.decode(String.self) }
    }

    func count(_ table: String, in service: String = "intake") async throws -> Int {
        try await sql("SELECT count(*) FROM \(table)", in: service).first?.decode(Int.self) ?? -1
    }

    /// Everything on a topic, once `enough` says so.
    func read(
        _ topic: Topic, within limit: Duration = .seconds(15), until enough: ([ConsumedRecord]) -> Bool
    ) async throws -> [ConsumedRecord] {
        let consumer = try Consumer(kafka, group: UUID().uuidString, topics: [topic.name(in: namespace)])
        var records: [ConsumedRecord] = []
        let deadline = ContinuousClock.now + limit
        while !enough(records), ContinuousClock.now < deadline {
            records += try await consumer.poll(max: 1_000, waiting: .milliseconds(50))
        }
        // One more look: what should not be there would come now.
        records += try await consumer.poll(max: 1_000, waiting: .milliseconds(200))
        await consumer.close()
        return records
    }

    /// Sends an event as the service that owns its topic would.
    func publish(_ event: some Event, id: String, at time: Instant) async throws {
        let producer = try Producer(kafka)
        try await producer.send(record(event, id: id, at: time))
        await producer.close()
    }

    private func record<E: Event>(_ event: E, id: String, at time: Instant) throws -> ProducerRecord {
        let value = try JSONEncoder().encode(event)
        let headers = [
            ("content-type", "application/json"), ("ce_specversion", "1.0"), ("ce_id", id),
            ("ce_source", "\(namespace)/dispatch"), ("ce_type", E.type), ("ce_subject", event.subject),
            ("ce_time", time.rfc3339), ("ce_sequence", "0"), ("ce_district", "changzhou"),
            ("ce_dataschema", "hotline:schemas/\(E.type.dropFirst("hotline.".count))/\(E.schemaVersion)"),
            ("ce_correlationid", id), ("ce_causationid", id),
        ]
        return ProducerRecord(
            topic: E.topic.name(in: namespace), key: "changzhou/\(event.subject)", headers: headers,
            value: [UInt8](value))
    }
}
