import Contracts
import Foundation

/// Makes the services' schemas and login roles by running their own programmes with `--migrate`.
struct SchemaMigration: Sendable {
    let settings: StackSettings
    let connections: StackConnections

    /// Several at once do not disturb each other: the database holds a lock.
    func apply(_ services: [ServiceName]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for service in services { group.addTask { try await apply(service) } }
            try await group.waitForAll()
        }
    }

    private func apply(_ service: ServiceName) async throws {
        var environment = ServiceVariables(settings: settings, connections: connections).variables(of: service)
        let administrator = try connections.administrator()
        environment["POSTGRES_ADMIN_USER"] = administrator.user
        environment["POSTGRES_ADMIN_PASSWORD"] = administrator.password
        _ = try await Script(
            programme: settings.programme(of: service), arguments: ["--migrate"], environment: environment
        ).run()
    }
}
