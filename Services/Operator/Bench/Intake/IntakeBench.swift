import Contracts
import Foundation
import Postgres

/// How many appeals per second intake registers, each durable before it is answered, beside its ceiling.
///
/// Product and ceiling are processes of their own, asked in turn by the same load from a third.
struct IntakeBench: Sendable {
    var runs = 3
    var connections = 256
    var seconds = 10
    /// Appeals that are there before anything is measured.
    var stored = 0
    let machine: Machine

    func report(_ terminal: Terminal) async throws -> BenchReport {
        let bench = try BenchStack(["HOTLINE_INTAKE_REGISTRATIONS": "0"])
        return try await bench.run([.intake]) { bench in
            // What is measured ends at the commit; the relay waits for a broker, which would take its share of two cores.
            try await bench.stack.stopBroker()
            let ceiling = try CeilingProcess(of: bench)
            defer { ceiling.end() }
            try await ceiling.ready()
            if stored > 0 { try await fill(bench, terminal) }
            var product: [LoadOutcome] = []
            var bare: [LoadOutcome] = []
            for run in 0..<runs {
                terminal.complain("intake: run \(run + 1) of \(runs)")
                product.append(try await load(port: bench.settings.port(of: .intake)))
                bare.append(try await load(port: ceiling.port))
            }
            return report(product, bare)
        }
    }

    private func load(port: Int) async throws -> LoadOutcome {
        let requests = AppealRequests(
            district: "changzhou", units: ["water-supply", "urban-management", "xinbei"])
        let outcome = try await LoadGenerator(
            port: port, connections: connections, duration: .seconds(seconds), request: requests.request
        ).run()
        try outcome.require([201])
        return outcome
    }

    private func report(_ product: [LoadOutcome], _ ceiling: [LoadOutcome]) -> BenchReport {
        BenchReport(
            bench: stored > 0 ? "intake --stored \(stored)" : "intake", unit: .rate,
            runs: Figures(product.map(\.rate)), latencies: Latencies(product.map { Figures($0.latencies) }),
            ceiling: Figures(ceiling.map(\.rate)).median, broker: "none (stopped: the relay is not what is measured)",
            settings: [
                "\(connections) connections", "\(seconds) s a run after 2 s of warm-up, product and ceiling in turn",
                "\(stored) appeals stored before",
                "bodies of some 600 bytes, each with a UUIDv7 as its Idempotency-Key",
                "ceiling p99 \(BenchReport.number(Latencies(ceiling.map { Figures($0.latencies) }).p99.median)) ms",
            ], reach: 8_000, beyond: 14_000, machine: machine)
    }

    /// Copies of a few registered appeals: what lies in tables and indexes is what counts here, not how it came there.
    private func fill(_ bench: BenchStack, _ terminal: Terminal) async throws {
        terminal.complain("intake: storing \(stored) appeals first")
        let requests = AppealRequests(district: "changzhou", units: ["water-supply"])
        let seed = try await LoadGenerator(
            port: bench.settings.port(of: .intake), connections: 64, warmUp: .zero, duration: .seconds(2),
            request: requests.request
        ).run()
        try seed.require([201])
        let connections = try bench.connections()
        var admin = try connections.administrator()
        admin.searchPath = [connections.role(of: .intake), "public"]
        let connection = try await Connection.connect(to: admin)
        for statement in StoredAppeals.statements { _ = try await connection.run(statement(stored)) }
        await connection.close()
    }
}

/// Multiplies what is stored, in every table that registering touches. A modulus that is the same for all rows lets PostgreSQL join
/// by hash.
private enum StoredAppeals {
    static let statements: [@Sendable (Int) -> SQL] = [
        { count in
            """
            INSERT INTO cases
            SELECT (jsonb_populate_record(c, jsonb_build_object(
                'case_id', gen_random_uuid(), 'case_number', 'FILL-' || n))).*
            FROM generate_series(1, \(count)::integer) AS n
            JOIN (SELECT c, row_number() OVER () - 1 AS k FROM cases c) AS s
              ON s.k = n % (SELECT count(*) FROM cases)
            """
        },
        { count in
            """
            INSERT INTO journal (district, day, event_id, topic, subject, type, schema_version, time, correlation_id,
                causation_id, traceparent, data)
            SELECT j.district, j.day, gen_random_uuid(), j.topic, j.subject, j.type, j.schema_version, j.time,
                j.correlation_id, j.causation_id, j.traceparent, j.data
            FROM generate_series(1, \(count)::integer) AS n
            JOIN (SELECT j.*, row_number() OVER () - 1 AS k FROM journal j
                  WHERE type = 'hotline.AppealRegistered') AS j
              ON j.k = n % (SELECT count(*) FROM journal WHERE type = 'hotline.AppealRegistered')
            """
        },
        { _ in "ANALYZE" }, { _ in "CHECKPOINT" },
    ]
}
