import Contracts
import Messaging
import Postgres

/// Looks into what the services hold, each as the service's own login role.
struct ParkedMessages: Sendable {
    let connections: StackConnections

    /// Runs `body` in each service's schema, in the order of `services`.
    ///
    /// - Throws: `CommandFailure` naming the service whose database does not answer.
    func inEach<T: Sendable>(
        _ services: [ServiceName], _ body: (ServiceName, HeldMessages) async throws -> T
    ) async throws -> [T] {
        var found: [T] = []
        for service in services {
            let connection = try await Connection.connect(to: try connections.login(of: service))
            found.append(try await body(service, HeldMessages(over: connection)))
            await connection.close()
        }
        return found
    }
}
