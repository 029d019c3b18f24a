import Contracts
import Foundation
import HTTP

/// How a stack is, for `hotline status`.
struct StackStatus: Sendable {
    let settings: StackSettings
    let terminal: Terminal

    /// - Returns: whether every service is ready.
    func show(_ names: [ServiceName]) async throws -> Bool {
        guard settings.run.brokerVariables.exists else {
            terminal.say("nothing runs in \(settings.run.url.path); hotline up starts it")
            return false
        }
        let connections = try StackConnections(settings)
        let client = try HTTPClient()
        var rows: [[String]] = []
        var reasons: [String] = []
        for name in names {
            let (row, faults) = await look(name, connections, client)
            rows.append(row)
            reasons += faults.map { "\(name.rawValue): \($0)" }
        }
        TextTable(
            ["service", "port", "pid", "state", "uptime", "memory", "outbox", "parked", "waiting"], rows
        ).lines.forEach(terminal.say)
        reasons.forEach(terminal.say)
        do {
            TopicFigures.table(try await TopicFigures.all(connections)).lines.forEach(terminal.say)
        } catch {
            reasons.append("broker")
            terminal.say("broker: \(error)")
        }
        return reasons.isEmpty
    }

    private func look(
        _ name: ServiceName, _ connections: StackConnections, _ client: HTTPClient
    ) async -> ([String], [String]) {
        let identity = ServiceProcess(name: name, settings: settings).identity
        var faults: [String] = []
        var state = "down"
        if identity == nil {
            faults.append("does not run")
        } else {
            let readiness = await Readiness.ask(name, settings, client)
            state = readiness.isReady ? "ready" : "not ready"
            faults += readiness.reasons
            faults += await Readiness.ask(name, settings, client, path: "/healthz").reasons
        }
        var figures: ServiceFigures?
        do {
            figures = try await ServiceFigures.read(name, connections)
        } catch {
            faults.append("database: \(error)")
        }
        let process = identity?.figures
        let row = [
            name.rawValue, String(settings.port(of: name)), identity.map { String($0.id) } ?? "-", state,
            process.map { Self.span($0.uptime) } ?? "-", process.map { "\($0.memory >> 20) MB" } ?? "-",
        ]
        let counts = figures.map { [$0.outbox, $0.parked, $0.waiting].map { String($0) } } ?? ["-", "-", "-"]
        return (row + counts, faults)
    }

    /// `3d 4h`, `4h 5m`, `5m 6s`.
    static func span(_ seconds: Double) -> String {
        let all = Int(max(0, seconds))
        let parts = [(all / 86_400, "d"), (all / 3600 % 24, "h"), (all / 60 % 60, "m"), (all % 60, "s")]
        return parts.drop { $0.0 == 0 && $0.1 != "s" }.prefix(2).map { "\($0.0)\($0.1)" }.joined(separator: " ")
    }
}
