import Kafka
import Postgres

/// Looks once a second whether the database and the broker answer, for `/readyz`.
struct ReadinessMember: Service {
    let name = "readiness"
    private let database: Database
    private let kafka: KafkaSettings
    private let databaseCheck: HealthCheck
    private let brokerCheck: HealthCheck

    init(context: ServiceContext, kafka: KafkaSettings) {
        database = context.store.database
        self.kafka = kafka
        databaseCheck = context.health.check("database")
        brokerCheck = context.health.check("broker")
    }

    func run(until shutdown: ShutdownSignal) async throws {
        let admin = try Admin(kafka)
        while !shutdown.isGiven {
            await look(databaseCheck) { _ = try await database.run("SELECT 1") }
            await look(brokerCheck) { _ = try await admin.topics(within: .seconds(2)) }
            try await shutdown.wait(atMost: .seconds(1))
        }
    }

    private func look(_ check: HealthCheck, _ body: () async throws -> Void) async {
        do {
            try await body()
            check.pass()
        } catch {
            check.fail(String(describing: error))
        }
    }
}

extension ShutdownSignal {
    /// Returns when the signal is given, or after `limit`.
    func wait(atMost limit: Duration) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await self.wait() }
            group.addTask { try await Task.sleep(for: limit) }
            try await group.next()
            group.cancelAll()
        }
    }
}
