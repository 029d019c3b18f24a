import YAML

/// docker-compose.yml as far as the tests ask about it.
struct Composition {
    struct Service {
        let image: String?
        let dockerfile: String?
        let command: [String]
        let environment: [String: String]
        let ports: [String]
        let volumes: [String]
        let healthCheck: [String]
        /// By service, the condition that is waited for.
        let dependencies: [String: String]
    }

    let services: [String: Service]
    let volumes: Set<String>

    init(_ text: String) throws {
        let root = try Node.parse(text, file: "docker-compose.yml")
        services = Dictionary(
            root["services"].entries.map { ($0.key, Service($0.value)) }, uniquingKeysWith: { first, _ in first })
        volumes = Set(root["volumes"].entries.map(\.key))
    }
}

extension Composition.Service {
    init(_ node: Node) {
        image = node["image"]?.text
        dockerfile = node["build"]?["dockerfile"]?.text
        command = node["command"].texts
        environment = node["environment"].entries.reduce(into: [:]) { $0[$1.key] = $1.value.text ?? "" }
        ports = node["ports"].texts
        volumes = node["volumes"].texts
        healthCheck = node["healthcheck"]?["test"].texts ?? []
        dependencies = node["depends_on"].entries.reduce(into: [:]) { $0[$1.key] = $1.value["condition"]?.text ?? "" }
    }
}

extension Node {
    fileprivate var text: String? {
        guard case .scalar(let text, _) = content else { return nil }
        return text
    }
}

extension Node? {
    fileprivate var entries: [Node.Entry] {
        guard case .mapping(let entries) = self?.content else { return [] }
        return entries
    }

    fileprivate var texts: [String] {
        guard case .sequence(let nodes) = self?.content else { return [] }
        return nodes.compactMap(\.text)
    }
}
