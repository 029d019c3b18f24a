import Contracts
import Kafka
import Messaging
import Postgres

extension Ensemble {
    /// Takes the namespace away again: schemas, roles and, where the broker can, topics.
    static func remove(_ namespace: String, administrator: ConnectionSettings, kafka: KafkaSettings) async throws {
        let admin = try await Connection.connect(to: administrator)
        for service in ServiceName.allCases {
            let messaging = MessagingSettings(namespace: namespace, service: service.rawValue, kafka: kafka)
            try await admin.drop(schema: messaging.schema)
        }
        await admin.close()
        if !kafka.isDevelopmentBroker {
            try await Admin(kafka).deleteTopics(Topic.allCases.map { $0.name(in: namespace) })
        }
    }
}

extension Connection {
    /// Commits of the schema's role do not wait for the disk, and its journal is read by position.
    func hasten(schema: String) throws {
        try require(schema: schema)
        try run(SQL(stringLiteral: "ALTER ROLE \(schema) SET synchronous_commit = off"))
        try run(SQL(stringLiteral: "CREATE INDEX IF NOT EXISTS journal_by_position ON \(schema).journal (position)"))
    }

    /// The name was made here and holds only letters, digits and `_`.
    private func require(schema: String) throws {
        guard schema.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }) else {
            throw CommandFailure("\(schema) is no schema of a namespace")
        }
    }

    /// A schema of a namespace with its two roles.
    fileprivate func drop(schema: String) throws {
        try require(schema: schema)
        try run(SQL(stringLiteral: "DROP SCHEMA IF EXISTS \(schema) CASCADE"))
        for role in [schema, schema + "_owner"] {
            guard try !run("SELECT 1 FROM pg_roles WHERE rolname = \(role)").isEmpty else { continue }
            try run(SQL(stringLiteral: "DROP OWNED BY \(role)"))
            try run(SQL(stringLiteral: "DROP ROLE \(role)"))
        }
    }
}
