extension Composition {
    /// Where the composition and what the services say of themselves do not agree.
    func faults(against settings: [ServiceSettings]) -> [String] {
        let expected = Set(settings.map(\.name)).union(["kafka", "postgres", "setup", "load"])
        var faults = expected.symmetricDifference(services.keys).sorted().map { "\($0): here or there only" }
        for own in settings {
            guard let service = services[own.name] else { continue }
            let found = faultsOfAddress(service, own) + faultsOfVariables(service, own) + faultsOfOrder(service)
            faults += found.map { "\(own.name): \($0)" }
        }
        faults += faultsOfSetup().map { "setup: \($0)" }
        for (name, service) in services.sorted(by: { $0.key < $1.key }) {
            faults += faultsOfAny(service).map { "\(name): \($0)" }
        }
        return faults
    }

    private func faultsOfAddress(_ service: Service, _ own: ServiceSettings) -> [String] {
        var faults: [String] = []
        let port = "\(own.port)"
        if service.command != [own.name] { faults.append("runs \(service.command)") }
        if service.dockerfile != "deploy/Dockerfile" { faults.append("is not built by deploy/Dockerfile") }
        if service.environment["HOTLINE_HTTP_HOST"] != "0.0.0.0" { faults.append("cannot be reached from its host") }
        if service.environment["HOTLINE_HTTP_PORT"] != port { faults.append("does not listen on \(port)") }
        if service.ports != ["127.0.0.1:\(port):\(port)"] { faults.append("publishes \(service.ports)") }
        if service.healthCheck.last != "http://127.0.0.1:\(port)/readyz" {
            faults.append("is not asked for its own /readyz")
        }
        return faults
    }

    private func faultsOfVariables(_ service: Service, _ own: ServiceSettings) -> [String] {
        let given = service.environment
        var faults = Set(given.keys).subtracting(own.variables).sorted().map { "does not read \($0)" }
        faults += Self.needed.subtracting(given.keys).sorted().map { "is not given \($0)" }
        let database = services["postgres"]?.environment ?? [:]
        if given["POSTGRES_DATABASE"] != database["POSTGRES_DB"] {
            faults.append("POSTGRES_DATABASE is not PostgreSQL's POSTGRES_DB")
        }
        if given["POSTGRES_HOST"] != "postgres" { faults.append("POSTGRES_HOST is no service here") }
        let user =
            "\(given["HOTLINE_NAMESPACE"] ?? "")_\(own.name.map { $0 == "-" ? "_" : $0 }.map(String.init).joined())"
        if given["POSTGRES_USER"] != user { faults.append("POSTGRES_USER is not \(user)") }
        for name in Self.kept {
            let folders = service.volumes.compactMap { $0.split(separator: ":").dropFirst().first }
            if !folders.contains(where: { given[name]?.hasPrefix("\($0)/") == true }) {
                faults.append("\(name) is in no volume")
            }
        }
        return faults + faultsOfBroker(given)
    }

    private func faultsOfBroker(_ given: [String: String]) -> [String] {
        let listeners = services["kafka"]?.environment["KAFKA_ADVERTISED_LISTENERS"] ?? ""
        let servers = given["KAFKA_BOOTSTRAP_SERVERS"] ?? ""
        return listeners.split(separator: ",").contains { $0.hasSuffix("://\(servers)") }
            ? [] : ["KAFKA_BOOTSTRAP_SERVERS is no listener of kafka"]
    }

    private func faultsOfSetup() -> [String] {
        let given = services["setup"]?.environment ?? [:]
        let database = services["postgres"]?.environment ?? [:]
        let same = [
            "POSTGRES_DATABASE": "POSTGRES_DB", "POSTGRES_ADMIN_USER": "POSTGRES_USER",
            "POSTGRES_ADMIN_PASSWORD": "POSTGRES_PASSWORD",
        ]
        return same.filter { given[$0.key] != database[$0.value] }.map { "\($0.key) is not PostgreSQL's \($0.value)" }
            + faultsOfBroker(given)
    }

    private func faultsOfOrder(_ service: Service) -> [String] {
        let awaited = [
            "kafka": "service_healthy", "postgres": "service_healthy", "setup": "service_completed_successfully",
        ]
        return service.dependencies == awaited ? [] : ["waits for \(service.dependencies.sorted { $0.key < $1.key })"]
    }

    private func faultsOfAny(_ service: Service) -> [String] {
        var faults = service.ports.filter { !$0.hasPrefix("127.0.0.1:") }.map { "publishes \($0) beyond this machine" }
        for volume in service.volumes.compactMap({ $0.split(separator: ":").first })
        where !volumes.contains("\(volume)") {
            faults.append("uses the volume \(volume), which is not declared")
        }
        for (other, condition) in service.dependencies where condition == "service_healthy" {
            if services[other]?.healthCheck.isEmpty != false {
                faults.append("waits for \(other), which is never healthy")
            }
        }
        return faults
    }

    private static let needed: Set = [
        "HOTLINE_NAMESPACE", "HOTLINE_HTTP_HOST", "HOTLINE_HTTP_PORT", "HOTLINE_KEY_RING", "HOTLINE_TOKENS",
        "POSTGRES_HOST", "POSTGRES_DATABASE", "POSTGRES_USER", "POSTGRES_PASSWORD", "KAFKA_BOOTSTRAP_SERVERS",
    ]
    private static let kept = ["HOTLINE_KEY_RING", "HOTLINE_MASTER_KEY", "HOTLINE_TOKENS"]
}
