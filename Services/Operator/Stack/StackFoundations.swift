import Contracts
import Foundation
import Kafka
import Postgres

/// PostgreSQL and the broker of a stack.
struct StackFoundations: Sendable {
    let settings: StackSettings
    let terminal: Terminal

    private var run: RunFolder { settings.run }

    private func script(_ name: String, _ arguments: [String]) -> Script {
        var environment = settings.environment
        let broker = settings.programmes.appending(path: "development-broker").path
        if environment["DEVELOPMENT_BROKER"] == nil, FileManager.default.isExecutableFile(atPath: broker) {
            environment["DEVELOPMENT_BROKER"] = broker
        }
        if environment["KAFKA_HOME"] == nil, isOnKafka,
            let home = FileManager.default.contents(atPath: run.kafkaHome.path)
        {
            environment["KAFKA_HOME"] = String(decoding: home, as: UTF8.self)
        }
        return Script(
            programme: settings.deploy.appending(path: "scripts/\(name)"), arguments: arguments,
            environment: environment,
            // Its own words alone: a Kafka's start has others.
            warn: { if $0.hasPrefix("\(name): ") { terminal.complain($0) } })
    }

    /// What the broker is that this folder began with, as the script has written it down; nil before the first start.
    private var kind: String? {
        let file = FileManager.default.contents(atPath: run.broker.appending(path: "kind").path)
        return file.map { String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines) }
    }

    private var isOnKafka: Bool { kind == "kafka" }

    /// Starts PostgreSQL unless it answers.
    ///
    /// - Returns: a name for this very database, new when it was made anew.
    func startPostgres() async throws -> String {
        if run.postgresVariables.exists, let known = try? await databaseName() { return known }  // no answer: start it
        let wanted =
            try settings.postgresPort
            ?? (run.postgresVariables.exists ? run.postgresVariables.read()["POSTGRES_PORT"].flatMap { Int($0) } : nil)
            ?? 15_432
        try PortCheck.require(wanted, for: "PostgreSQL", setting: "HOTLINE_POSTGRES_PORT")
        terminal.say("starting PostgreSQL on port \(wanted)")
        _ = try await script("postgres", ["start", run.postgres.path, "--port", String(wanted)]).run()
        return try await databaseName()
    }

    func isPostgresRunning() async -> Bool {
        guard run.postgresVariables.exists else { return false }
        return (try? await databaseName()) != nil  // no answer: it does not run
    }

    private func databaseName() async throws -> String {
        try await StackConnections(
            namespace: settings.namespace, postgres: try run.postgresVariables.read(), broker: [:], passwords: [:]
        ).databaseName()
    }

    /// Starts the broker unless it runs. Complains where the environment names another one than the folder began with.
    func startBroker() async throws {
        var arguments = ["start", run.broker.path]
        if kind == nil {
            terminal.say("starting the broker")
            try Data((settings.environment["KAFKA_HOME"] ?? "").utf8).write(to: run.kafkaHome)
            if let port = settings.brokerPort {
                try PortCheck.require(port, for: "the broker", setting: "HOTLINE_BROKER_PORT")
                arguments += ["--port", String(port)]
            }
        }
        let printed = VariablesFile.parse(try await script("broker", arguments).run())
        if try !run.brokerVariables.exists || run.brokerVariables.read() != printed {
            try run.brokerVariables.write(printed.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        }
    }

    /// A broker of somebody else's is left alone.
    func stopBroker() async throws {
        guard let kind, kind != "external" else { return }
        _ = try await script("broker", ["stop", run.broker.path]).run()
        terminal.say("stopped the broker")
    }

    func stop() async throws {
        try await stopBroker()
        guard run.postgresVariables.exists else { return }
        _ = try await script("postgres", ["stop", run.postgres.path]).run()
        terminal.say("stopped PostgreSQL")
    }
}
