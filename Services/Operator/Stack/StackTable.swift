import Contracts
import Sealing

/// What `hotline up` says at the end.
struct StackTable: Sendable {
    let settings: StackSettings
    let terminal: Terminal

    func show(
        _ names: [ServiceName], _ connections: StackConnections, _ tokens: (texts: [String: String], isNew: Bool)
    ) {
        let services = StackServices(settings: settings, terminal: terminal)
        let rows = names.map { name in
            let identity = services.process(name).identity
            return [
                name.rawValue, String(settings.port(of: name)), identity.map { String($0.id) } ?? "-",
                identity?.isOfOlderBuild == true ? "ready, of an older build (hotline down, then up)" : "ready",
            ]
        }
        TextTable(["service", "port", "pid", "state"], rows).lines.forEach(terminal.say)
        let (broker, postgres) = (connections.broker, connections.postgres)
        let kind = broker["KAFKA_BROKER_KIND"] ?? "external"
        terminal.say("broker    \(kind) at \(broker["KAFKA_BOOTSTRAP_SERVERS"] ?? "")")
        let place = "\(postgres["POSTGRES_HOST"] ?? ""):\(postgres["POSTGRES_PORT"] ?? "")"
        let database = postgres["POSTGRES_DATABASE"] ?? ""
        terminal.say("database  \(place)/\(database), schemas \(settings.namespace)_…")
        terminal.say("logs      \(settings.run.url.path)/log")
        guard tokens.isNew else { return terminal.say("tokens    \(settings.run.tokenTexts.url.path)") }
        terminal.say("tokens, shown this once; also in \(settings.run.tokenTexts.url.path), with one for each unit:")
        let roles = Role.allCases.filter { $0 != .unit }
        let texts = roles.map { [$0.rawValue, tokens.texts[Secrets.variable(of: $0)] ?? ""] }
        for line in TextTable(nil, texts).lines { terminal.say("  \(line)") }
    }
}
