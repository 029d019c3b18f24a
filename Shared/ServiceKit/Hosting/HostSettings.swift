import Contracts
import Foundation
import HTTP
import Kafka
import Messaging
import Postgres
import Sealing

/// What every service reads from its environment. A service's own settings come beside it.
public struct HostSettings: Sendable {
    public var namespace: String
    public var http: ServerSettings
    public var postgres: ConnectionSettings
    /// The right to make roles and tables; nil where an operator migrates by hand.
    public var administrator: ConnectionSettings?
    public var connections: Int
    public var kafka: KafkaSettings
    public var keyRing: String
    public var masterKey: String
    public var vaultRing: String
    public var tokens: String
    public var logLevel: Log.Level
    /// Without a beat for so long a loop hangs.
    public var loopLimit: Duration

    /// Declares the settings and reads them; faults are kept in `settings`.
    public init(for service: any HostedService.Type, from settings: inout Settings, environment: [String: String]) {
        namespace = settings.namespace()
        http = ServerSettings(
            host: settings.text("HOTLINE_HTTP_HOST", default: "127.0.0.1", "address of the HTTP server"),
            port: settings.integer(
                "HOTLINE_HTTP_PORT", default: service.port, in: 0...65535, "port of the HTTP server; 0 takes any"))
        http.maximumConcurrentRequests = settings.integer(
            "HOTLINE_HTTP_REQUESTS", default: 512, in: 1...100_000,
            "requests handled at once; more are answered with 503")
        http.unboundedPaths = ["/healthz", "/readyz", "/metrics"]
        http.trustedProxies = settings.networks(
            "HOTLINE_TRUSTED_PROXIES", "addresses, or blocks of them, of proxies whose X-Forwarded-For is believed")
        let names = MessagingSettings(
            namespace: namespace, service: service.name, kafka: KafkaSettings(bootstrapServers: "", clientID: ""))
        postgres = ConnectionSettings(
            host: settings.text("POSTGRES_HOST", default: "127.0.0.1", "PostgreSQL's host, or its socket's folder"),
            port: settings.integer("POSTGRES_PORT", default: 5432, in: 1...65535, "PostgreSQL's port"),
            user: settings.text("POSTGRES_USER", default: names.schema, "the service's login role"),
            password: settings.secret("POSTGRES_PASSWORD", default: "", "the login role's password"),
            database: settings.text("POSTGRES_DATABASE", default: "hotline", "the product's database"))
        postgres.searchPath = [names.schema]
        postgres.applicationName = "\(namespace)-\(service.name)"
        connections = settings.integer(
            "POSTGRES_CONNECTIONS", default: 8, in: 2...100, "connections that the service keeps")
        let administrator = settings.text(
            "POSTGRES_ADMIN_USER", default: "", "a role that may make roles and tables, to migrate at start")
        let secret = settings.secret("POSTGRES_ADMIN_PASSWORD", default: "", "that role's password")
        if !administrator.isEmpty {
            self.administrator = postgres
            self.administrator?.user = administrator
            self.administrator?.password = secret
            self.administrator?.searchPath = []
        }
        kafka = Self.kafka(from: &settings, environment: environment, client: "\(namespace)-\(service.name)")
        keyRing = settings.requiredText("HOTLINE_KEY_RING", "file of the districts' month keys")
        vaultRing = settings.text("HOTLINE_VAULT_RING", default: "", "file of the month keys of reports")
        masterKey = settings.requiredText("HOTLINE_MASTER_KEY", "file of the key that wraps the month keys")
        tokens = settings.requiredText("HOTLINE_TOKENS", "file of hashed access tokens")
        loopLimit = .seconds(
            settings.integer(
                "HOTLINE_LOOP_LIMIT", default: 60, in: 1...3600,
                "seconds that a loop may take for one round before /healthz says that it hangs"))
        logLevel = settings.choice("HOTLINE_LOG_LEVEL", default: Log.Level.info, "least level that is logged")
    }

    private static func kafka(
        from settings: inout Settings, environment: [String: String], client: String
    ) -> KafkaSettings {
        let servers = settings.requiredText("KAFKA_BOOTSTRAP_SERVERS", "host:port of Kafka brokers, between commas")
        _ = settings.text(
            "KAFKA_BROKER_KIND", default: "external", "external, kafka, or development for the development broker")
        _ = settings.text("KAFKA_DEVELOPMENT_CONTROL", default: "", "the development broker's FIFO")
        let pace = settings.integer(
            "KAFKA_FETCH_PACE", default: 40, in: 1...1000,
            "milliseconds that a broker may hold back a fetch while there is little to fetch; more spares the brokers")
        do {
            var kafka = try KafkaSettings(environment: environment, clientID: client)
            kafka.fetchPace = .milliseconds(pace)
            return kafka
        } catch {
            // What is not set has been said.
            if !servers.isEmpty || error.variable != "KAFKA_BOOTSTRAP_SERVERS" {
                settings.fault("\(error.variable): \(error.reason)")
            }
            return KafkaSettings(bootstrapServers: "", clientID: client)
        }
    }

    func keys(_ purpose: KeyRing.Purpose, in file: String) throws -> KeyRing {
        try KeyRing(file: file, purpose: purpose, master: MasterKey.readOrCreate(masterKey))
    }

    func vault() throws -> KeyRing? {
        vaultRing.isEmpty ? nil : try keys(.vault, in: vaultRing)
    }
}
