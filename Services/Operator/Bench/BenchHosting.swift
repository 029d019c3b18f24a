import Contracts
import Foundation
import HTTP
import Messaging
import Postgres
import Sealing
import ServiceKit

/// A service over a database of its own, with nothing around it: no broker, no relay. Requests go to its router in
/// memory, by an operator of every district.
struct BenchHosting<S: HostedService>: Sendable {
    let hosting: Hosting<S>
    let administrator: ConnectionSettings
    let schema: String
    private let token: AccessToken

    /// - Parameter name: begins its schema.
    init(_ bench: BenchStack, name: String) async throws {
        let connections = try bench.connections()
        let messaging = MessagingSettings(namespace: name, service: S.name, kafka: try connections.kafka())
        schema = messaging.schema
        administrator = try connections.administrator()
        let connection = try await Connection.connect(to: administrator)
        try await S.migrate(schema: messaging.schema, role: messaging.schema, password: "bench", through: connection)
        await connection.close()
        var login = administrator
        login.user = messaging.schema
        login.password = "bench"
        login.searchPath = [messaging.schema]
        token = try AccessToken.random()
        let grant = AccessGrant(name: "bench", roles: [.operator], district: AccessGrant.everywhere)
        let master = try MasterKey.readOrCreate(bench.folder.appending(path: "\(name)-master").path)
        let context = ServiceContext(
            namespace: messaging.namespace, service: S.name,
            store: EventStore(database: Database(login, size: 8), signal: Signal()), clock: SystemClock(),
            keys: try KeyRing(
                file: bench.folder.appending(path: "\(name)-keys").path, purpose: .personal, master: master),
            tokens: try AccessTokens([(token, grant)]),
            log: Log(service: S.name, namespace: "bench", level: .error))
        hosting = try Hosting<S>(context, messaging: messaging, relaySignal: Signal())
    }

    func close() async { await hosting.context.store.database.close() }

    func hear(_ event: some Event, of district: DistrictID, at time: Instant) async throws {
        let id = EventID(UUID().uuidString.lowercased())
        try await hosting.inbox.handle([Envelope(event, id: id, at: time, in: district, from: "bench")])
    }

    /// - Throws: `CommandFailure` for any answer but a 200.
    func send(_ method: HTTP.Method, _ path: String, text: String = "", type: String = "") async throws -> Response {
        var headers = Headers()
        headers["Authorization"] = "Bearer \(token.text)"
        if !type.isEmpty { headers["Content-Type"] = type }
        let answer = await hosting.router.handle(
            try Request(method, path, headers: headers, body: Array(text.utf8), peer: "127.0.0.1"))
        guard answer.status == 200 else { throw CommandFailure("\(path) was answered by \(answer.status)") }
        return answer
    }

    /// - Throws: `CommandFailure` when the service has no work of this name.
    func work(_ name: String) throws -> any DueWork {
        guard let work = hosting.service.dueWork.first(where: { $0.name == name }) else {
            throw CommandFailure("\(S.name) has no work named \(name)")
        }
        return work
    }
}
