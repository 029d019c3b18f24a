import Contracts
import Foundation
import HTTP
import Kafka
import Messaging
import Postgres
import Sealing

/// A service as a process of its own: settings, migrations, and its parts in the order in which they need each other.
public enum ServiceHost {
    /// What a service's `main` calls. `--help` lists the settings; `--migrate` makes or changes the service's schema
    /// and login role as the administrator of the settings, and ends, so that the service itself can run without that
    /// right.
    public static func main<S: HostedService>(_: S.Type) async -> Never {
        let environment = ProcessInfo.processInfo.environment
        await Launch.run(S.name) {
            var settings = Settings(product: S.name, environment: environment)
            var host = HostSettings(for: S.self, from: &settings, environment: environment)
            S.declare(&settings)
            if CommandLine.arguments.contains("--help") { return print(settings.help) }
            try settings.check()
            let log = Log(service: S.name, namespace: host.namespace, level: host.logLevel)
            host.kafka.log = log.ofKafka
            if CommandLine.arguments.contains("--migrate") { return try await migrateAlone(S.self, host) }
            for warning in settings.warnings { log.warning("unknown setting", ["setting": warning]) }
            try host.fitOpenFiles(log)
            try await run(S.self, host, environment, log)
        }
    }

    private static func run<S: HostedService>(
        _: S.Type, _ host: HostSettings, _ environment: [String: String], _ log: Log
    ) async throws {
        try await migrate(S.self, host)
        let metrics = Metrics()
        metrics.addProcess()
        var messaging = MessagingSettings(namespace: host.namespace, service: S.name, kafka: host.kafka)
        messaging.inboxPace = .milliseconds(80)
        // Relays find a broker that is back within two seconds.
        messaging.settleTime = .seconds(10)
        let database = Database(host.postgres, size: host.connections)
        let signal = Signal()
        let context = ServiceContext(
            namespace: host.namespace, service: S.name, store: EventStore(database: database, signal: signal),
            clock: SystemClock(), keys: try host.keys(.personal, in: host.keyRing), vault: try host.vault(),
            tokens: try AccessTokens(file: host.tokens), log: log, metrics: metrics,
            health: Health(limit: host.loopLimit), environment: environment)
        let hosting = try Hosting<S>(context, messaging: messaging, relaySignal: signal)
        try await ServiceGroup(try members(of: hosting, host), log: log).run()
    }

    private static func migrateAlone<S: HostedService>(_: S.Type, _ host: HostSettings) async throws {
        guard host.administrator != nil else {
            throw SettingsRefused(faults: ["POSTGRES_ADMIN_USER: must be set to migrate"])
        }
        try await migrate(S.self, host)
    }

    private static func migrate<S: HostedService>(_: S.Type, _ host: HostSettings) async throws {
        guard let administrator = host.administrator else { return }
        let admin = try await Connection.connect(to: administrator)
        try await S.migrate(
            schema: host.postgres.searchPath[0], role: host.postgres.user, password: host.postgres.password ?? "",
            through: admin)
        await admin.close()
    }

    private static func members<S: HostedService>(
        of hosting: Hosting<S>, _ host: HostSettings
    ) throws -> [any Service] {
        let context = hosting.context
        let producers = ProducerSource(host.kafka)
        var http = host.http
        http.observe = RequestWatch(metrics: context.metrics).observe
        let server = try HTTPServer(settings: http, router: hosting.router)
        return [
            PoolMember(database: context.store.database), ProducerMember(producers: producers),
            ReadinessMember(context: context, kafka: host.kafka),
            TokensMember(tokens: context.tokens, log: context.log),
            DaysMember(context: context),
            StatisticsMember(context: context),
            RelayMember(hosting: hosting, postgres: host.postgres, producers: producers),
        ] + hosting.service.loops + hosting.dueLoops + [
            InboxMember(inbox: hosting.inbox),
            ServerMember(server: server) { context.log.notice("listening", ["port": "\($0)"]) },
        ]
    }
}
