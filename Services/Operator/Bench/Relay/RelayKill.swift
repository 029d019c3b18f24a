import Contracts
import Foundation
import Kafka
import Messaging
import Postgres

/// Intake as a process of its own, killed while it empties its outbox: how many messages reach the topic twice.
struct RelayKill: Sendable {
    let bench: BenchStack
    var messages = 100_000

    /// - Returns: for each kill, records on the topic beyond one for each message.
    func twice(kills: Int) async throws -> [Int] {
        try await bench.stack.start([.intake])
        try await kill()
        let connections = try bench.connections()
        let messaging = try connections.messaging(of: .intake)
        var admin = try connections.administrator()
        admin.searchPath = [messaging.schema]
        let connection = try await Connection.connect(to: admin)
        let consumer = try Consumer(
            messaging.kafka, group: "\(messaging.namespace).bench",
            topics: [Topic.appeals.name(in: messaging.namespace)])
        var counts: [Int] = []
        for _ in 0..<kills {
            try await RelayPlace.fill(messages, over: connection)
            try await startAndKill(connection)
            try await bench.stack.start([.intake])
            while try await Self.length(connection) > 0 { try await Task.sleep(for: .milliseconds(50)) }
            try await kill()
            counts.append(try await countTwice(consumer))
        }
        await consumer.close()
        await connection.close()
        return counts
    }

    private static func length(_ connection: Connection) async throws -> Int {
        try await connection.run("SELECT count(*) FROM unsent").first?.decode(Int.self) ?? 0
    }

    /// Kills it when a good part was sent and a good part was not.
    private func startAndKill(_ connection: Connection) async throws {
        let stack = bench.stack
        async let start: Void = stack.start([.intake])
        while try await Self.length(connection) > messages * 2 / 3 { try await Task.sleep(for: .milliseconds(2)) }
        try await kill()
        guard try await Self.length(connection) > 0 else { throw CommandFailure("everything was sent before the kill") }
        // Fails where the kill came before the process was ready.
        try? await start
    }

    private func kill() async throws {
        let process = ServiceProcess(name: .intake, settings: bench.settings)
        process.signal(SIGKILL)
        // Its port is given back a moment after its process is gone.
        while process.identity != nil || !PortCheck.isFree(bench.settings.port(of: .intake)) {
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    private func countTwice(_ consumer: Consumer) async throws -> Int {
        var ids: Set<String> = []
        var records = 0
        var silence = 0
        while ids.count < messages || silence < 3 {
            let some = try await consumer.poll(max: 5_000, waiting: .seconds(1))
            silence = some.isEmpty ? silence + 1 : 0
            guard silence < 30 else { throw CommandFailure("\(messages - ids.count) messages did not reach the topic") }
            records += some.count
            for record in some { ids.insert(record.header("ce_id") ?? "") }
            try await consumer.store(handled: some)
        }
        return records - ids.count
    }
}
