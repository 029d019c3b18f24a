import Contracts
import Kafka
import Postgres

/// Holds the broker against the one that this outbox was sent to before.
struct ClusterCheck: Sendable {
    private let connection: Connection
    private let settings: MessagingSettings

    init(connection: Connection, settings: MessagingSettings) {
        self.connection = connection
        self.settings = settings
    }

    /// A broker may be replaced while it is in use, and librdkafka does not say so.
    var interval: Duration { settings.kafka.isDevelopmentBroker ? .seconds(1) : .seconds(15) }

    /// A development broker keeps nothing, so a new one is refilled from the journal. On any other broker a changed
    /// cluster id may mean that the wrong one is configured: nothing is sent until an operator says so.
    func confirm() async throws {
        let current = try await Admin(settings.kafka).clusterID()
        guard let known = try await lastCluster() else { return try await remember(current) }
        guard known != current else { return }
        guard settings.kafka.isDevelopmentBroker else { throw OtherCluster(expected: known, found: current) }
        try await Replay.all(over: connection)
        try await remember(current)
    }

    /// For an instance beside the one that relays, which would take over from it: changes nothing. A development broker is
    /// refilled by the other.
    func compare() async throws {
        guard !settings.kafka.isDevelopmentBroker else { return }
        let current = try await Admin(settings.kafka).clusterID()
        guard let known = try await lastCluster(), known != current else { return }
        throw OtherCluster(expected: known, found: current)
    }

    private func lastCluster() async throws -> String? {
        let rows = try await connection.run("SELECT cluster_id FROM relay_state")
        return try rows.first?.decode(String.self)
    }

    private func remember(_ id: String) async throws {
        _ = try await connection.run(
            """
            INSERT INTO relay_state (cluster_id) VALUES (\(id))
            ON CONFLICT (only_row) DO UPDATE SET cluster_id = excluded.cluster_id
            """)
    }
}

/// The broker is not the one that this service's messages were sent to before.
public struct OtherCluster: Error, CustomStringConvertible {
    public let expected: String
    public let found: String

    public var description: String {
        "the Kafka cluster is \(found), but messages were sent to \(expected) so far: "
            + "correct KAFKA_BOOTSTRAP_SERVERS, or say `hotline replay --accept-cluster` to send the journal to this one"
    }
}
