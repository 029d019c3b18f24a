import Contracts
import Postgres

/// The deadline watcher's schema of the stack, for commands that look into it.
struct WatcherSchema: Sendable {
    /// Where the stack is; asked for only when a command runs.
    let connections: @Sendable () throws -> StackConnections

    static let ofStack = WatcherSchema { try StackConnections(try StackSettings()) }

    func withDatabase<T: Sendable>(_ body: (Database) async throws -> T) async throws -> T {
        let database = Database(try connections().login(of: .deadlineWatcher), size: 1)
        do {
            let value = try await body(database)
            await database.close()
            return value
        } catch {
            await database.close()
            throw error
        }
    }
}
