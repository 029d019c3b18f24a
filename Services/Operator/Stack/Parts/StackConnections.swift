import Contracts
import Foundation
import Kafka
import Messaging
import Postgres

/// How to reach the database and the broker: of the stack in the run folder where there is one, else as the
/// environment says, which is what the services of a production read.
struct StackConnections: Sendable {
    let namespace: String
    /// `POSTGRES_…`.
    let postgres: [String: String]
    /// `KAFKA_…`.
    let broker: [String: String]
    private let passwords: [String: String]

    init(namespace: String, postgres: [String: String], broker: [String: String], passwords: [String: String]) {
        self.namespace = namespace
        self.postgres = postgres
        self.broker = broker
        self.passwords = passwords
    }

    init(_ settings: StackSettings) throws {
        let environment = settings.environment
        let run = settings.run
        namespace = settings.namespace
        if run.postgresVariables.exists, run.passwords.exists, run.brokerVariables.exists {
            let security = environment.filter { $0.key.hasPrefix("KAFKA_S") }
            postgres = try run.postgresVariables.read()
            broker = try run.brokerVariables.read().merging(security) { first, _ in first }
            passwords = try run.passwords.read()
        } else {
            guard environment["POSTGRES_HOST"] != nil else {
                throw CommandFailure("no stack runs in \(run.url.path) (hotline up), and POSTGRES_HOST is not set")
            }
            postgres = environment.filter { $0.key.hasPrefix("POSTGRES_") }
            broker = environment.filter { $0.key.hasPrefix("KAFKA_") }
            passwords = environment
        }
    }

    /// Of a stack whose services need not be there: the administrator's database and the broker.
    init(foundationsOf settings: StackSettings) throws {
        self.init(
            namespace: settings.namespace, postgres: try settings.run.postgresVariables.read(),
            broker: try settings.run.brokerVariables.read(), passwords: [:])
    }

    /// The services' own names for their schema and, the same, their login role.
    func messaging(of service: ServiceName) throws -> MessagingSettings {
        MessagingSettings(namespace: namespace, service: service.rawValue, kafka: try kafka())
    }

    func role(of service: ServiceName) -> String {
        MessagingSettings(
            namespace: namespace, service: service.rawValue, kafka: KafkaSettings(bootstrapServers: "", clientID: "")
        ).schema
    }

    /// The password of a service's login role: one of its own, else the common one.
    func password(of service: ServiceName) -> String {
        passwords[Self.passwordVariable(of: service)] ?? passwords["POSTGRES_PASSWORD"] ?? ""
    }

    static func passwordVariable(of service: ServiceName) -> String { "POSTGRES_\(service.capitals)_PASSWORD" }

    func login(of service: ServiceName) throws -> ConnectionSettings {
        var settings = try place(user: role(of: service), password: password(of: service))
        settings.searchPath = [role(of: service)]
        return settings
    }

    /// - Throws: `CommandFailure` where no administrator is known.
    func administrator() throws -> ConnectionSettings {
        guard let user = postgres["POSTGRES_ADMIN_USER"] ?? postgres["POSTGRES_USER"] else {
            throw CommandFailure("POSTGRES_ADMIN_USER is not set")
        }
        return try place(user: user, password: postgres["POSTGRES_ADMIN_PASSWORD"] ?? postgres["POSTGRES_PASSWORD"])
    }

    /// A name for this very database, new when it was made anew.
    func databaseName() async throws -> String {
        let admin = try await Connection.connect(to: try administrator())
        let rows = try await admin.run("SELECT system_identifier::text FROM pg_control_system()")
        await admin.close()
        return try rows.first?.decode(String.self) ?? ""
    }

    private func place(user: String, password: String?) throws -> ConnectionSettings {
        guard let port = Int(postgres["POSTGRES_PORT"] ?? "5432") else {
            throw CommandFailure("POSTGRES_PORT is not a number")
        }
        var settings = ConnectionSettings(
            host: postgres["POSTGRES_HOST"] ?? "127.0.0.1", port: port, user: user, password: password,
            database: postgres["POSTGRES_DATABASE"] ?? "hotline")
        settings.applicationName = "\(namespace)-operator"
        return settings
    }

    func kafka() throws -> KafkaSettings {
        var settings = try KafkaSettings(environment: broker, clientID: "\(namespace)-operator")
        // The commands say themselves what failed.
        settings.log = { _ in }
        return settings
    }
}
