import Foundation
import Messaging
import Postgres

/// A folder of numbered SQL files, and the name under which they are counted.
public struct MigrationSet: Sendable {
    public let name: String
    public let folder: URL

    public init(_ name: String, _ folder: URL) {
        self.name = name
        self.folder = folder
    }

    static var messaging: MigrationSet { MigrationSet("messaging", MessagingMigrations.folder) }
}

extension HostedService {
    /// Makes the service's roles, schema and tables, or brings them up to date. Can be repeated, by several at once.
    ///
    /// - Parameter admin: a connection that may make roles and schemas.
    /// - Throws: `MigrationError` naming the file, `PostgresError`.
    public static func migrate(schema: String, role: String, password: String, through admin: Connection) async throws {
        let place = try Provisioning(schema: schema, role: role, password: password)
        try await place.apply(through: admin, extensions: ["pg_trgm"])
        for set in [MigrationSet.messaging] + migrations {
            try await Migrator(place).apply(set.folder, set: set.name, through: admin)
        }
    }
}
