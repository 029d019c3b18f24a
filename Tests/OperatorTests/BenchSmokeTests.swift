import Contracts
import Foundation
import Postgres
import Testing

@testable import OperatorService

/// Benches in tiny sizes, as a person would run them: their figures mean nothing, but that they come. On the development
/// broker, which is there at once.
@Suite(.serialized) struct BenchSmokeTests {
    @Test(arguments: [
        ["season", "--runs", "1", "--shows", "1", "--appeals", "2"], ["recompute", "--runs", "1", "--cases", "100"],
        ["suggest", "--runs", "1", "--learnt", "200", "--held-out", "10"],
        ["repeats", "--stored", "1000", "--searches", "5"], ["calendar", "--runs", "1"],
    ]) func aBenchPrintsOneObjectALine(words: [String]) async throws {
        let reports = try await Self.reports(words)
        #expect(!reports.isEmpty)
        for report in reports {
            #expect((report["bench"] as? String)?.hasPrefix(words[0]) == true)
            #expect((report["median"] as? Double ?? 0) > 0 && report["machine"] is String, "\(report)")
        }
        if words[0] == "season" {
            #expect(reports.first?["verdict"] as? String == "not judged: set KAFKA_HOME")
            #expect(reports.first?["runs"] as? Int == 1)
        }
    }

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

    private static func reports(_ words: [String]) async throws -> [[String: Any]] {
        let stack = try StackFixture(without: ["KAFKA_HOME", "KAFKA_BOOTSTRAP_SERVERS"])
        let said = try await stack.hotline(["bench"] + words + ["--json"])
        return try said.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }
}
