import Contracts
import Postgres

/// What lies in one service's schema and is not done.
struct ServiceFigures: Sendable {
    /// Facts that the broker has not acknowledged.
    let outbox: Int
    let parked: Int
    /// Messages that came too early, and those behind others.
    let waiting: Int

    static func read(_ service: ServiceName, _ connections: StackConnections) async throws -> ServiceFigures {
        let connection = try await Connection.connect(to: try connections.login(of: service))
        let figures = try await connection.transaction(scope: "*") { transaction in
            let rows = try transaction.run(
                """
                SELECT (SELECT count(*) FROM unsent), count(*) FILTER (WHERE kind = 'parked'),
                    count(*) FILTER (WHERE kind <> 'parked') FROM held_messages
                """)
            let (outbox, parked, waiting) = try rows.first?.decode((Int, Int, Int).self) ?? (0, 0, 0)
            return ServiceFigures(outbox: outbox, parked: parked, waiting: waiting)
        }
        await connection.close()
        return figures
    }
}
