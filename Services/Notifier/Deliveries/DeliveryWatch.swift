import Postgres
import ServiceKit

/// Deliveries in figures, without anything of their content.
struct DeliveryWatch: Sendable {
    private let results: Labelled<Counter>
    private let attempts: Labelled<Counter>
    private let oldest: Labelled<Gauge>

    init(_ metrics: Metrics) {
        results = metrics.counters(
            "hotline_deliveries_total", "Tries by gateway and what became of them.", labels: ["gateway", "result"])
        attempts = metrics.counters(
            "hotline_delivery_attempts_total", "Tries of deliveries by gateway.", labels: ["gateway"])
        oldest = metrics.gauges(
            "hotline_delivery_oldest_pending_seconds", "How long the oldest delivery has been due.", labels: ["way"])
    }

    func settled(_ tries: [Try], by gateway: String) {
        attempts[gateway].add(tries.filter(\.counts).count)
        for (result, group) in Dictionary(grouping: tries, by: \.result) {
            results[gateway, result].add(group.count)
        }
    }

    func look(in database: Database) async throws {
        let rows = try await database.transaction(scope: "*") { transaction in
            try transaction.run(
                """
                SELECT way, greatest(0, extract(epoch FROM clock_timestamp() - min(next_attempt_at)))::double precision
                FROM deliveries WHERE state = 'pending' GROUP BY way
                """)
        }
        let ages = Dictionary(uniqueKeysWithValues: try rows.map { try $0.decode((Way, Double).self) })
        for way in Way.allCases { oldest[way.rawValue].set(ages[way] ?? 0) }
    }
}
