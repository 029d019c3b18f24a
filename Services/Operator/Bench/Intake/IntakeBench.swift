import Contracts
import Foundation

/// How many appeals per second intake registers, each durable before it is answered, beside its ceiling.
///
/// Product and ceiling are processes of their own, asked in turn by the same load from a third. With `stored` all is measured
/// twice in one stack, before so many appeals are stored and after, and what is judged is how much of the rate is left.
struct IntakeBench: Sendable {
    /// Of the empty rate, what is to be left beside what is stored.
    static let storedGoal = 0.9

    var runs = 3
    var connections = 256
    var seconds = 10
    /// Appeals that are stored between both measurements; 0: there is but one.
    var stored = 0
    let machine: Machine

    /// Product and ceiling, run by run.
    struct Measured: Sendable {
        var product: [LoadOutcome] = []
        var ceiling: [LoadOutcome] = []

        var rates: Figures { Figures(product.map(\.rate)) }
    }

    func report(_ terminal: Terminal) async throws -> BenchReport {
        let bench = try BenchStack(["HOTLINE_INTAKE_REGISTRATIONS": "0"])
        return try await bench.run([.intake]) { bench in
            // What is measured ends at the commit; the relay waits for a broker, which would take its share of two cores.
            try await bench.stack.stopBroker()
            let ceiling = try CeilingProcess(of: bench)
            defer { ceiling.end() }
            try await ceiling.ready()
            let first = try await measure(bench, ceiling, stored > 0 ? "intake, empty" : "intake", terminal)
            guard stored > 0 else { return report(first) }
            terminal.complain("intake: storing \(stored) appeals")
            try await StoredAppeals.fill(stored, bench)
            return report(try await measure(bench, ceiling, "intake, stored", terminal), empty: first.rates)
        }
    }

    private func measure(
        _ bench: BenchStack, _ ceiling: CeilingProcess, _ name: String, _ terminal: Terminal
    ) async throws -> Measured {
        var measured = Measured()
        for run in 0..<runs {
            terminal.complain("\(name): run \(run + 1) of \(runs)")
            measured.product.append(try await load(port: bench.settings.port(of: .intake)))
            measured.ceiling.append(try await load(port: ceiling.port))
        }
        return measured
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

    /// - Parameter empty: rates before the appeals were stored; nil where none were.
    func report(_ measured: Measured, empty: Figures? = nil) -> BenchReport {
        let ceilingP99 = Latencies(measured.ceiling.map { Figures($0.latencies) }).p99.median
        var report = BenchReport(
            bench: stored > 0 ? "intake --stored \(stored)" : "intake", unit: .rate, runs: measured.rates,
            latencies: Latencies(measured.product.map { Figures($0.latencies) }),
            ceiling: Figures(measured.ceiling.map(\.rate)).median,
            broker: "none (stopped: the relay is not what is measured)",
            settings: [
                "\(connections) connections", "\(seconds) s a run after 2 s of warm-up, product and ceiling in turn",
                "bodies of some 600 bytes, each with a UUIDv7 as its Idempotency-Key",
                "ceiling p99 \(BenchReport.number(ceilingP99)) ms",
            ], machine: machine)
        guard let empty else {
            (report.reach, report.beyond) = (8_000, 14_000)
            return report
        }
        let ratio = empty.median > 0 ? measured.rates.median / empty.median : 0
        report.settings.insert("\(stored) appeals stored, sketched and searched for between both measurements", at: 2)
        report.conditions = [
            BenchCondition(
                text: "to reach \(Self.storedGoal) of the empty rate of \(BenchReport.number(empty.median))/s "
                    + "(\(BenchReport.number(empty.lowest)) to \(BenchReport.number(empty.highest))/s): "
                    + "\(BenchReport.number(ratio)) of it",
                isMet: ratio >= Self.storedGoal)
        ]
        report.members = [("empty_rate", empty.median), ("stored_ratio", ratio)]
        return report
    }
}
