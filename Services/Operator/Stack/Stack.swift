import Contracts
import Foundation

/// PostgreSQL, a broker and the five services on this machine, in one folder.
struct Stack: Sendable {
    let settings: StackSettings
    let terminal: Terminal

    private var foundations: StackFoundations { StackFoundations(settings: settings, terminal: terminal) }
    private var services: StackServices { StackServices(settings: settings, terminal: terminal) }

    /// Starts whatever does not run and gives the services what `deploy` holds.
    func start(_ names: [ServiceName]) async throws {
        try settings.run.prepare()
        let lock = try FolderLock(settings.run.lock)
        defer { lock.release() }
        let missing = services.missing(of: names)
        try services.requirePorts(of: missing)
        async let broker: Void = foundations.startBroker()
        let database = try await foundations.startPostgres()
        try await broker
        let secrets = Secrets(run: settings.run, deploy: settings.deploy)
        try secrets.prepareKeys()
        try secrets.passwords()
        let tokens = try secrets.tokens()
        let connections = try StackConnections(settings)
        if !missing.isEmpty { _ = try await TopicPlan.apply(settings.namespace, through: try connections.kafka()) }
        try await services.start(missing, of: names, connections)
        try await DistrictLoading(settings, tokens.texts, database: database, terminal).load(Set(names))
        StackTable(settings: settings, terminal: terminal).show(names, connections, tokens)
    }

    /// Takes the broker away from running services.
    func stopBroker() async throws { try await foundations.stopBroker() }

    func stop() async throws {
        guard FileManager.default.fileExists(atPath: settings.run.url.path) else { return }
        let lock = try FolderLock(settings.run.lock)
        defer { lock.release() }
        try await services.stop()
        try await foundations.stop()
    }
}
