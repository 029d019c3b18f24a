import Contracts
import Foundation
import Postgres

/// A stack for a bench: private PostgreSQL and broker in a temporary folder, on ports of its own, gone afterwards.
struct BenchStack: Sendable {
    let stack: Stack
    let settings: StackSettings
    let folder: URL
    private var tracksCommits = false

    /// - Parameter environment: what the services are to read beside their own.
    init(_ environment: [String: String] = [:]) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "hotline-bench-\(UUID().uuidString.prefix(8))")
        var all = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let base = 21_000 + Int.random(in: 0..<500) * 10
        all["HOTLINE_RUN"] = folder.path
        all["HOTLINE_PORT_BASE"] = String(base)
        all["HOTLINE_POSTGRES_PORT"] = String(base + 6)
        settings = try StackSettings(all)
        stack = Stack(settings: settings, terminal: .silent)
    }

    /// All five services with intake's limits for citizens off.
    ///
    /// - Parameter tracksCommits: whether PostgreSQL keeps the time of each commit.
    static func ofAll(tracksCommits: Bool = false) throws -> BenchStack {
        var stack = try BenchStack(["HOTLINE_INTAKE_REGISTRATIONS": "0"])
        stack.tracksCommits = tracksCommits
        return stack
    }

    /// Runs `body` over started services and removes everything, however it ends.
    func run<T: Sendable>(_ services: [ServiceName], _ body: (BenchStack) async throws -> T) async throws -> T {
        do {
            if tracksCommits { try await trackCommits() }
            try await stack.start(services)
            let value = try await body(self)
            try await end()
            return value
        } catch {
            try? await end()  // the first error is the one to be told
            throw error
        }
    }

    private func trackCommits() async throws {
        try settings.run.prepare()
        let foundations = StackFoundations(settings: settings, terminal: .silent)
        _ = try await foundations.startPostgres()
        let connections = StackConnections(
            namespace: settings.namespace, postgres: try settings.run.postgresVariables.read(), broker: [:],
            passwords: [:])
        let admin = try await Connection.connect(to: connections.administrator())
        try await admin.run("ALTER SYSTEM SET track_commit_timestamp = on")
        await admin.close()
        // It counts from the next start, which follows.
        try await foundations.stop()
    }

    private func end() async throws {
        try await stack.stop()
        let location = folder.appending(path: "postgres/location")
        if let elsewhere = try? String(contentsOf: location, encoding: .utf8) {  // only where the data lie elsewhere
            try FileManager.default.removeItem(atPath: elsewhere.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        try FileManager.default.removeItem(at: folder)
    }

    func connections() throws -> StackConnections { try StackConnections(settings) }

    /// A real Kafka, the development broker or the kind that the environment names.
    func brokerName() throws -> String {
        switch try connections().broker["KAFKA_BROKER_KIND"] {
        case "kafka": "a real Apache Kafka"
        case "development": BenchReport.developmentBroker
        case let kind: kind ?? "unknown"
        }
    }
}

extension Terminal {
    /// Says nothing: a bench prints its figures alone.
    static let silent = Terminal(say: { _ in }, complain: { _ in })
}
