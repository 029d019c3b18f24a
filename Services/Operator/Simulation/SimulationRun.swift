import Contracts
import Foundation
import Kafka
import Postgres
import Sealing
import ServiceKit

/// A simulation with all that it needs around it: the five services in one process, in a namespace of their own, on a
/// database and a broker that are there.
struct SimulationRun: Sendable {
    let settings: SimulationSettings
    let namespace: String

    /// Unlike that of any other run.
    static func newNamespace() -> String {
        let bits = UInt32.random(in: .min ... .max)
        return "season_" + String(bits, radix: 36)
    }

    /// Plays all seasons and prints their ledgers.
    @discardableResult
    func run(over connections: StackConnections, _ terminal: Terminal) async throws -> [SeasonOutcome] {
        let played = try settings.districts.map { try PlayedDistrict($0, deploy: settings.deploy) }
        let clock = ManualClock(Simulation.start(of: played))
        let tokens = try SimulatedTokens(of: played.map(\.district))
        let keys = FileManager.default.temporaryDirectory.appending(path: "hotline-\(namespace)").path
        try FileManager.default.createDirectory(atPath: keys, withIntermediateDirectories: true)
        let outcomes: [SeasonOutcome]
        do {
            let ensemble = try await ensemble(connections, clock, tokens, keys)
            outcomes = try await play(played, ensemble, clock, tokens, terminal)
        } catch {
            try? FileManager.default.removeItem(atPath: keys)  // the first error is the one to be told
            throw error
        }
        try FileManager.default.removeItem(atPath: keys)
        for outcome in outcomes { for line in outcome.lines { terminal.say(line) } }
        return outcomes
    }

    /// Takes the namespace away again, also when the run was interrupted.
    func remove(from settings: StackSettings) async throws {
        guard settings.run.postgresVariables.exists, settings.run.brokerVariables.exists else { return }
        let connections = try StackConnections(foundationsOf: settings)
        try await Ensemble.remove(
            namespace, administrator: connections.administrator(), kafka: connections.kafka())
    }

    private func ensemble(
        _ connections: StackConnections, _ clock: ManualClock, _ tokens: SimulatedTokens, _ keys: String
    ) async throws -> Ensemble {
        let master = try MasterKey.readOrCreate(keys + "/master")
        return try await Ensemble(
            EnsembleSettings(
                namespace: namespace, administrator: try connections.administrator(), kafka: try connections.kafka(),
                clock: clock, keys: try KeyRing(file: keys + "/keys", purpose: .personal, master: master),
                vault: try KeyRing(file: keys + "/vault", purpose: .vault, master: master), tokens: tokens.accepted,
                environment: Ensemble.whollyHeard, isFleeting: true))
    }

    private func play(
        _ played: [PlayedDistrict], _ ensemble: Ensemble, _ clock: ManualClock, _ tokens: SimulatedTokens,
        _ terminal: Terminal
    ) async throws -> [SeasonOutcome] {
        let simulation = try Simulation(
            settings, files: played, clock: clock, performer: Performer(ensemble: ensemble, tokens: tokens))
        let bar = ProgressBar()
        return try await ensemble.run {
            var simulation = simulation
            return try await simulation.run { bar.show($0) }
        }
    }
}
