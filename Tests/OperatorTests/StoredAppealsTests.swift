import Contracts
import Foundation
import Postgres
import Testing

@testable import OperatorService

/// What `hotline bench intake --stored` puts into the database between its two measurements. That benches answer at all is a
/// check of the release (`deploy/scripts/test-release benches`).
@Suite struct StoredAppealsTests {
    /// Intake's loops would else work on it beside what is measured.
    @Test func whatIsStoredBetweenBothMeasurementsLeavesIntakeNothingToDo() async throws {
        let stored = 3_000
        let bench = try BenchStack([
            "HOTLINE_INTAKE_REGISTRATIONS": "0", "KAFKA_HOME": "", "KAFKA_BOOTSTRAP_SERVERS": "",
        ])
        try await bench.run([.intake]) { bench in
            let requests = AppealRequests(district: "changzhou", units: ["water-supply"])
            let load = try await LoadGenerator(
                port: bench.settings.port(of: .intake), connections: 16, warmUp: .zero, duration: .seconds(1),
                request: requests.request
            ).run()
            try load.require([201])
            try await StoredAppeals.fill(stored, bench)
            let schema = try bench.connections().role(of: .intake)
            let admin = try await Connection.connect(to: try bench.connections().administrator())
            func count(_ table: String) async throws -> Int {
                let rows = try await admin.run(SQL(stringLiteral: "SELECT count(*) FROM \(schema).\(table)"))
                return try rows.first?.decode(Int.self) ?? 0
            }
            let cases = try await count("cases")
            #expect(cases >= stored + load.latencies.count)
            #expect(try await count("case_sketches") == cases)
            // The rarest phrases of the text, and the address.
            #expect(try await count("case_sketch_keys") > 3 * cases)
            for queue in ["unsketched", "unsearched"] { #expect(try await count(queue) == 0, "\(queue)") }
            await admin.close()
        }
    }
}
