import Contracts
import HTTP
import Messaging
import Postgres
import Sealing
import ServiceKit

/// One of the services, put together as in a process of its own, without the server around it.
struct EnsembleMember: Sendable {
    let name: String
    let router: Router
    let inbox: Inbox
    let store: EventStore
    let dueWork: [any DueWork]
    let progress: InboxProgress
    /// Woken by each batch of messages that was handled, and by commits that may have changed what is due.
    let changes: Signal
    /// One pass over what goes to the outside; 0 when nothing was due.
    let deliver: @Sendable () async throws -> Int
    /// Relays over a connection of its own until `stop` is true.
    let relay: @Sendable (_ stop: @escaping @Sendable () -> Bool) async throws -> Void
    private let wake: Signal
    private let producers: ProducerSource

    /// Makes schema and roles, and the service over them.
    init<S: HostedService>(
        _: S.Type, _ settings: EnsembleSettings, flight: Flight, admin: Connection,
        deliver: @escaping @Sendable (S) async throws -> Int = { _ in 0 }
    ) async throws {
        let messaging = MessagingSettings(namespace: settings.namespace, service: S.name, kafka: settings.kafka)
        let password = try AccessToken.random().text
        try await S.migrate(
            schema: messaging.schema, role: messaging.schema, password: password, through: admin)
        if settings.isFleeting { try await admin.hasten(schema: messaging.schema) }
        var login = settings.administrator
        login.user = messaging.schema
        login.password = password
        login.searchPath = [messaging.schema]
        login.applicationName = "\(settings.namespace)-\(S.name)"
        let signal = Signal()
        let store = EventStore(
            database: Database(login, size: settings.connections), signal: signal, flight: flight)
        let context = ServiceContext(
            namespace: settings.namespace, service: S.name, store: store, clock: settings.clock, keys: settings.keys,
            vault: S.name == ServiceName.intake.rawValue ? settings.vault : nil, tokens: settings.tokens,
            log: Log(service: S.name, namespace: settings.namespace, level: .error), environment: settings.environment)
        let hosting = try Hosting<S>(context, messaging: messaging, relaySignal: signal)
        let producers = ProducerSource(settings.kafka)
        let relayLogin = login
        name = S.name
        router = hosting.router
        inbox = hosting.inbox
        self.store = store
        dueWork = hosting.service.dueWork
        progress = context.progress
        changes = context.dueSignal
        self.deliver = { try await deliver(hosting.service) }
        wake = signal
        self.producers = producers
        relay = { stop in
            let connection = try await Connection.connect(to: relayLogin)
            try await hosting.relay(over: connection, through: producers, flight: flight).run(until: stop)
            await connection.close()
        }
    }

    /// Lets the relay see that it is to stop.
    func wakeRelay() { wake.wake() }

    func close() async {
        await producers.close(drain: .seconds(2))
        await store.database.close()
    }
}
