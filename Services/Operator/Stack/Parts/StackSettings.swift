import Contracts
import Foundation
import ServiceKit

/// Where a stack lives and on which ports, as the environment says.
struct StackSettings: Sendable {
    let run: RunFolder
    let deploy: URL
    /// The folder with the executables of the five services.
    let programmes: URL
    let namespace: String
    let ports: [ServiceName: Int]
    /// Where services that run elsewhere are reached; those of a stack are on this machine.
    let addresses: [ServiceName: String]
    /// nil: 15432, or the one that it had before.
    let postgresPort: Int?
    /// nil: any free one at first, and then the same again.
    let brokerPort: Int?
    /// What the services inherit.
    let environment: [String: String]

    /// - Throws: `SettingsRefused`, `CommandFailure` when there is no folder `deploy`.
    init(_ environment: [String: String] = ProcessInfo.processInfo.environment) throws {
        var settings = Settings(product: "hotline", environment: environment)
        deploy = try DeployFolder.find(environment: environment)
        let folder = settings.text("HOTLINE_RUN", default: "", "folder of what a stack keeps; .run beside deploy")
        run = RunFolder(
            url: folder.isEmpty
                ? deploy.deletingLastPathComponent().appending(path: ".run") : URL(filePath: folder).standardizedFileURL
        )
        let beside = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        programmes = URL(
            filePath: settings.text("HOTLINE_PROGRAMMES", default: beside.path, "folder of the services' executables"))
        namespace = settings.namespace()
        let base = settings.integer(
            "HOTLINE_PORT_BASE", default: 8101, in: 1...65_531, "port of the first service; the others follow")
        var ports: [ServiceName: Int] = [:]
        for (index, service) in ServiceName.allCases.enumerated() {
            ports[service] = settings.integer(
                service.portVariable, default: base + index, in: 1...65_535, "port of \(service.rawValue)")
        }
        self.ports = ports
        var addresses: [ServiceName: String] = [:]
        for service in ServiceName.allCases {
            let address = settings.text(
                service.addressVariable, default: "http://127.0.0.1:\(ports[service, default: 0])",
                "where \(service.rawValue) is reached")
            addresses[service] = address.hasSuffix("/") ? String(address.dropLast()) : address
        }
        self.addresses = addresses
        postgresPort = Self.port("HOTLINE_POSTGRES_PORT", "PostgreSQL's port; 0 for 15432", &settings)
        brokerPort = Self.port("HOTLINE_BROKER_PORT", "the broker's port; 0 for any", &settings)
        self.environment = environment
        try settings.check()
    }

    private static func port(_ name: String, _ meaning: String, _ settings: inout Settings) -> Int? {
        let port = settings.integer(name, default: 0, in: 0...65_535, meaning)
        return port == 0 ? nil : port
    }

    func port(of service: ServiceName) -> Int { ports[service, default: 0] }
    func url(of service: ServiceName, _ path: String) -> String {
        "\(addresses[service, default: ""])\(path)"
    }
    func programme(of service: ServiceName) -> URL { programmes.appending(path: service.rawValue) }
}

extension ServiceName {
    /// `DEADLINE_WATCHER`.
    var capitals: String { String(rawValue.uppercased().map { $0 == "-" ? "_" : $0 }) }
    /// `HOTLINE_DEADLINE_WATCHER_PORT`.
    var portVariable: String { "HOTLINE_\(capitals)_PORT" }
    /// `HOTLINE_DEADLINE_WATCHER_URL`.
    var addressVariable: String { "HOTLINE_\(capitals)_URL" }
}
