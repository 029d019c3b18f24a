import Foundation
import Postgres

/// A real PostgreSQL for tests: the one that `POSTGRES_*` names, or a private cluster, one for the test process,
/// that starts with the first use and is gone at exit.
public actor PostgresFixture {
    public static let shared = PostgresFixture()

    private var templates: [String: Task<String, any Error>] = [:]
    private var count = 0

    /// A new database, empty.
    /// - Returns: a superuser's settings for it.
    public func database() async throws -> ConnectionSettings {
        try await create(from: "template0")
    }

    /// A new database like the one that `prepare` made; `prepare` runs once for each name.
    public func database(
        like name: String, prepare: @escaping @Sendable (ConnectionSettings) async throws -> Void
    ) async throws -> ConnectionSettings {
        let template =
            templates[name]
            ?? Task {
                let settings = try await create(from: "template0")
                try await prepare(settings)
                return settings.database
            }
        templates[name] = template
        return try await create(from: await template.value)
    }

    private func create(from template: String) async throws -> ConnectionSettings {
        var settings = try await server()
        count += 1
        let name = "test_\(ProcessInfo.processInfo.processIdentifier)_\(count)"
        let connection = try await Connection.connect(to: settings)
        // A template may have no other session; one that has just been closed may still be leaving.
        try await eventually("a database like \(template)", within: .seconds(20)) {
            do {
                return try await connection.run(SQL(stringLiteral: "CREATE DATABASE \(name) TEMPLATE \(template)"))
            } catch let error as PostgresError where error.sqlstate == "55006" {
                return nil
            }
        }
        await connection.close()
        settings.database = name
        return settings
    }

    private static let started = Task {
        let environment = ProcessInfo.processInfo.environment
        let isThere = environment["POSTGRES_HOST"] != nil
        guard !isThere else { return try ConnectionSettings(postgresVariables: environment) }
        let cluster = try await PrivateCluster.temporary("shared").start()
        let settings = try ConnectionSettings(postgresVariables: cluster)
        try await outliveNoPowerCut(settings)
        return settings
    }

    /// What is acknowledged outlives a kill all the same. Tests that kill a server have one of their own, as it is deployed.
    private static func outliveNoPowerCut(_ settings: ConnectionSettings) async throws {
        let connection = try await Connection.connect(to: settings)
        try await connection.run("ALTER SYSTEM SET fsync = off")
        try await connection.run("SELECT pg_reload_conf()")
        await connection.close()
    }

    private func server() async throws -> ConnectionSettings { try await Self.started.value }
}

extension ConnectionSettings {
    /// - Parameter variables: what `deploy/scripts/postgres env` prints.
    public init(postgresVariables variables: [String: String]) throws {
        guard let host = variables["POSTGRES_HOST"], let user = variables["POSTGRES_USER"],
            let port = variables["POSTGRES_PORT"].flatMap({ Int($0) })
        else { throw NoSettings(found: variables.keys.filter { $0.hasPrefix("POSTGRES_") }.sorted()) }
        self.init(
            host: host, port: port, user: user, password: variables["POSTGRES_PASSWORD"],
            database: variables["POSTGRES_DATABASE"] ?? "postgres")
    }

    struct NoSettings: Error {
        let found: [String]
    }
}
