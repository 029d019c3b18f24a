import Foundation
import Postgres
import TestSupport

/// What a private cluster's PostgreSQL writes about itself.
struct ServerLog: Sendable {
    private let file: URL
    private let database: ConnectionSettings

    /// - Parameter database: a superuser's settings.
    init(of cluster: PrivateCluster, _ database: ConnectionSettings) {
        // Where the cluster lies elsewhere, its folder says so.
        let elsewhere = try? String(contentsOf: cluster.folder.appending(path: "location"), encoding: .utf8)
        let folder = elsewhere.map { URL(filePath: $0.trimmingCharacters(in: .whitespacesAndNewlines)) }
        file = (folder ?? cluster.folder).appending(path: "server.log")
        self.database = database
    }

    /// Whether every statement is logged, with the values of its parameters; otherwise as the product sets it up.
    func tellEverything(_ isOn: Bool) async throws {
        let connection = try await Connection.connect(to: database)
        for setting in ["log_statement = 'all'", "log_error_verbosity = 'default'"] {
            let name = setting.prefix { $0 != " " }
            try await connection.run(
                SQL(stringLiteral: isOn ? "ALTER SYSTEM SET \(setting)" : "ALTER SYSTEM RESET \(name)"))
        }
        try await connection.run("SELECT pg_reload_conf()")
        await connection.close()
    }

    func said() throws -> String { String(decoding: try Data(contentsOf: file), as: UTF8.self) }

    /// - Parameter earlier: what it had said some time ago.
    func said(after earlier: String) throws -> String {
        String(decoding: try Data(contentsOf: file).dropFirst(earlier.utf8.count), as: UTF8.self)
    }
}
