import Contracts

/// The environment of one service of the stack.
struct ServiceVariables: Sendable {
    let settings: StackSettings
    let connections: StackConnections

    /// What the caller set for services, such as mail settings, is passed on; what is the stack's own is not.
    func variables(of service: ServiceName) -> [String: String] {
        var variables = settings.environment.filter { !Self.isOwn($0.key) }
        variables.merge(connections.broker) { _, stack in stack }
        variables["HOTLINE_NAMESPACE"] = settings.namespace
        variables["HOTLINE_HTTP_PORT"] = String(settings.port(of: service))
        variables["HOTLINE_KEY_RING"] = settings.run.keyRing.path
        // Reports are for intake and the discipline roles: nobody else gets their keys.
        if service == .intake { variables["HOTLINE_VAULT_RING"] = settings.run.vaultRing.path }
        variables["HOTLINE_MASTER_KEY"] = settings.run.masterKey.path
        variables["HOTLINE_TOKENS"] = settings.run.tokens.path
        for name in ["POSTGRES_HOST", "POSTGRES_PORT", "POSTGRES_DATABASE"] {
            variables[name] = connections.postgres[name]
        }
        variables["POSTGRES_USER"] = connections.role(of: service)
        variables["POSTGRES_PASSWORD"] = connections.password(of: service)
        return variables
    }

    private static func isOwn(_ name: String) -> Bool {
        name.hasPrefix("POSTGRES_") || own.contains(name)
            || ServiceName.allCases.contains { $0.portVariable == name }
    }

    private static let own: Set = [
        "HOTLINE_RUN", "HOTLINE_DEPLOY", "HOTLINE_PROGRAMMES", "HOTLINE_PORT_BASE", "HOTLINE_POSTGRES_PORT",
        "HOTLINE_BROKER_PORT", "HOTLINE_VAULT_RING", "KAFKA_HOME", "DEVELOPMENT_BROKER",
    ]
}
