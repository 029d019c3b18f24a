import Postgres
import Synchronization

/// Connections by which a test looks into the schemas of its stack, kept between looks: a test that waits looks fifty times
/// a second, and to connect costs more than to look.
final class Looks: Sendable {
    private let settings: ConnectionSettings
    private let databases = Mutex<[String: Database]>([:])

    init(_ settings: ConnectionSettings) { self.settings = settings }

    /// - Throws: what a connection of its own throws, where the kept one has failed: it may be that of a server that has died
    ///   since, or hold a plan for a table that has been made anew.
    func run(_ statement: SQL, in schema: String) async throws -> [Row] {
        do {
            return try await database(of: schema).run(statement)
        } catch {
            databases.withLock { $0[schema] = nil }
            return try await database(of: schema).run(statement)
        }
    }

    private func database(of schema: String) -> Database {
        databases.withLock { databases in
            if let database = databases[schema] { return database }
            var settings = settings
            settings.searchPath = [schema]
            let database = Database(settings, size: 4)
            databases[schema] = database
            return database
        }
    }
}
