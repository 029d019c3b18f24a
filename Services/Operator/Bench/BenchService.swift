import Contracts
import DeadlineWatcherService
import Foundation
import Messaging
import Postgres
import Sealing
import ServiceKit

typealias BenchWatcher = BenchService<DeadlineWatcherService>

/// One service over a database of its own, with nothing around it: no broker, no relay.
struct BenchService<S: HostedService>: Sendable {
    let hosting: Hosting<S>
    let administrator: ConnectionSettings
    let schema: String

    /// - Parameters:
    ///   - name: begins its schema.
    ///   - environment: what it reads beside that of this process.
    init(
        _ bench: BenchStack, name: String, clock: any DomainClock = SystemClock(), tokens: AccessTokens? = nil,
        environment: [String: String] = [:]
    ) async throws {
        let connections = try bench.connections()
        let messaging = MessagingSettings(
            namespace: name, service: S.name, kafka: try connections.kafka())
        schema = messaging.schema
        administrator = try connections.administrator()
        let connection = try await Connection.connect(to: administrator)
        try await S.migrate(
            schema: messaging.schema, role: messaging.schema, password: "bench", through: connection)
        await connection.close()
        var login = administrator
        login.user = messaging.schema
        login.password = "bench"
        login.searchPath = [messaging.schema]
        let master = try MasterKey.readOrCreate(bench.folder.appending(path: "\(name)-master").path)
        let context = ServiceContext(
            namespace: messaging.namespace, service: S.name,
            store: EventStore(database: Database(login, size: 8), signal: Signal()), clock: clock,
            keys: try KeyRing(
                file: bench.folder.appending(path: "\(name)-keys").path, purpose: .personal, master: master),
            tokens: try tokens ?? AccessTokens([]),
            log: Log(service: S.name, namespace: "bench", level: .error),
            environment: environment)
        hosting = try Hosting<S>(context, messaging: messaging, relaySignal: Signal())
    }

    func close() async { await hosting.context.store.database.close() }

    func hear(_ event: some Event, of district: DistrictID, at time: Instant) async throws {
        let id = EventID(UUID().uuidString.lowercased())
        try await hosting.inbox.handle([Envelope(event, id: id, at: time, in: district, from: "bench")])
    }

    /// - Throws: `CommandFailure` when the service has no work of this name.
    func work(_ name: String) throws -> any DueWork {
        guard let work = hosting.service.dueWork.first(where: { $0.name == name }) else {
            throw CommandFailure("\(S.name) has no work named \(name)")
        }
        return work
    }
}
