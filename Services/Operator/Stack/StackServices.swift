import Contracts
import Foundation
import HTTP

/// The five processes.
struct StackServices: Sendable {
    let settings: StackSettings
    let terminal: Terminal

    func process(_ name: ServiceName) -> ServiceProcess { ServiceProcess(name: name, settings: settings) }

    func missing(of services: [ServiceName]) -> [ServiceName] { services.filter { process($0).identity == nil } }

    /// - Throws: `CommandFailure` naming the first port that is not free, and its setting.
    func requirePorts(of missing: [ServiceName]) throws {
        for name in missing {
            let setting = "\(name.portVariable) or HOTLINE_PORT_BASE"
            try PortCheck.require(settings.port(of: name), for: name.rawValue, setting: setting)
        }
    }

    /// Migrates and starts these, and returns when each of `all` is ready.
    func start(_ missing: [ServiceName], of all: [ServiceName], _ connections: StackConnections) async throws {
        if !missing.isEmpty {
            try await SchemaMigration(settings: settings, connections: connections).apply(missing)
        }
        let variables = ServiceVariables(settings: settings, connections: connections)
        for name in missing {
            let identity = try process(name).start(variables.variables(of: name))
            terminal.say("started \(name.rawValue), process \(identity.id)")
        }
        let client = try HTTPClient()
        let deadline = ContinuousClock.now + .seconds(60)
        for name in all { try await awaitReady(name, client, deadline) }
    }

    private func awaitReady(
        _ name: ServiceName, _ client: HTTPClient, _ deadline: ContinuousClock.Instant
    ) async throws {
        let process = process(name)
        while true {
            let answer = await Readiness.ask(name, settings, client)
            if answer.isReady { return }
            guard process.identity != nil else {
                throw CommandFailure(
                    "\(name.rawValue) ended while it started; \(process.log.path):\n\(process.lastWords())")
            }
            guard ContinuousClock.now < deadline else {
                throw CommandFailure("\(name.rawValue) is not ready: \(answer.reasons.joined(separator: "; "))")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// SIGTERM to all at once; SIGKILL for what is still there after `grace`, which is longer than a service takes.
    func stop(grace: Duration = .seconds(35)) async throws {
        let running = ServiceName.allCases.filter { process($0).identity != nil }
        for name in running { process(name).signal(SIGTERM) }
        let deadline = ContinuousClock.now + grace
        for name in running {
            while process(name).identity != nil, ContinuousClock.now < deadline {
                try await Task.sleep(for: .milliseconds(20))
            }
            if process(name).identity == nil {
                terminal.say("stopped \(name.rawValue)")
            } else {
                process(name).signal(SIGKILL)
                terminal.complain("\(name.rawValue) did not end within \(grace) and was killed")
            }
        }
        for name in ServiceName.allCases { try process(name).forget() }
    }
}
