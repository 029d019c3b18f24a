import Contracts
import Foundation
import TestSupport

@testable import OperatorService

/// A stack of its own in a temporary folder, on free ports, run by the built `hotline`.
struct StackFixture: Sendable {
    let folder: URL
    let environment: [String: String]
    /// Where the programmes were built.
    static let programmes = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()

    /// - Parameter unset: variables of this process that the stack does not get.
    init(without unset: [String] = []) throws {
        let name = "hotline-stack-\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString.prefix(8))"
        folder = FileManager.default.temporaryDirectory.appending(path: name)
        var environment = ProcessInfo.processInfo.environment.filter { !unset.contains($0.key) }
        environment["HOTLINE_RUN"] = folder.path
        environment["HOTLINE_NAMESPACE"] = "s\(UUID().uuidString.prefix(8).lowercased())"
        environment["HOTLINE_POSTGRES_PORT"] = String(try PrivateCluster.freePort())
        for service in ServiceName.allCases {
            environment[service.portVariable] = String(try PrivateCluster.freePort())
        }
        environment["KAFKA_FETCH_PACE"] = BrokerFixture.fetchPace
        environment["HOTLINE_DEPLOY"] = try DeployFolder.find(workingDirectory: #filePath).path
        self.environment = environment
    }

    /// Runs `hotline` as its own process.
    ///
    /// - Throws: `CommandFailure` when it ends with another code than 0.
    func hotline(_ words: String...) async throws -> String { try await hotline(words) }

    func hotline(_ words: [String]) async throws -> String {
        do {
            return try await Script(
                programme: Self.programmes.appending(path: "hotline"), arguments: words, environment: environment
            ).run()
        } catch let failure as CommandFailure {
            throw CommandFailure("\(failure)\n\(try lastWords())", exitCode: failure.exitCode)
        }
    }

    /// What each service said last: with it a failure elsewhere than at one's desk can be understood.
    private func lastWords() throws -> String {
        let settings = try settings()
        let words = ServiceName.allCases.map { name in
            "\(name.rawValue):\n\(ServiceProcess(name: name, settings: settings).lastWords())"
        }
        return words.joined(separator: "\n")
    }

    func settings() throws -> StackSettings {
        var variables = environment
        variables["HOTLINE_PROGRAMMES"] = Self.programmes.path
        return try StackSettings(variables)
    }

    func process(_ service: ServiceName) throws -> ProcessIdentity? {
        ServiceProcess(name: service, settings: try settings()).identity
    }

    func remove() throws { try FileManager.default.removeItem(at: folder) }
}
