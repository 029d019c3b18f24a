import Contracts
import DeadlineWatcherService
import Foundation
import Messaging
import Postgres
import Sealing
import ServiceKit

/// The deadline watcher over a database of its own, with nothing around it: no broker, no relay.
struct BenchWatcher: Sendable {
    let hosting: Hosting<DeadlineWatcherService>
    let administrator: ConnectionSettings
    let schema: String

    /// - Parameter name: begins its schema.
    init(_ bench: BenchStack, name: String) async throws {
        let connections = try bench.connections()
        let messaging = MessagingSettings(
            namespace: name, service: DeadlineWatcherService.name, kafka: try connections.kafka())
        schema = messaging.schema
        administrator = try connections.administrator()
        let connection = try await Connection.connect(to: administrator)
        try await DeadlineWatcherService.migrate(
            schema: messaging.schema, role: messaging.schema, password: "bench", through: connection)
        await connection.close()
        var login = administrator
        login.user = messaging.schema
        login.password = "bench"
        login.searchPath = [messaging.schema]
        let master = try MasterKey.readOrCreate(bench.folder.appending(path: "\(name)-master").path)
        let context = ServiceContext(
            namespace: messaging.namespace, service: DeadlineWatcherService.name,
            store: EventStore(database: Database(login, size: 8), signal: Signal()), clock: SystemClock(),
            keys: try KeyRing(
                file: bench.folder.appending(path: "\(name)-keys").path, purpose: .personal, master: master),
            tokens: try AccessTokens([]),
            log: Log(service: DeadlineWatcherService.name, namespace: "bench", level: .error))
        hosting = try Hosting<DeadlineWatcherService>(context, messaging: messaging, relaySignal: Signal())
    }

    func close() async { await hosting.context.store.database.close() }

    func hear(_ event: some Event, of district: DistrictID, at time: Instant) async throws {
        let id = EventID(UUID().uuidString.lowercased())
        try await hosting.inbox.handle([Envelope(event, id: id, at: time, in: district, from: "bench")])
    }

    /// - Throws: `CommandFailure` when the service has no work of this name.
    func work(_ name: String) throws -> any DueWork {
        guard let work = hosting.service.dueWork.first(where: { $0.name == name }) else {
            throw CommandFailure("the watcher has no work named \(name)")
        }
        return work
    }
}
