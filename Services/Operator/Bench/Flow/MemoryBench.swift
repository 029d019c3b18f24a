import Contracts

/// Resident memory of each service, at rest and the most under 500 appeals a second. Each run has services of its own, for a
/// process does not give all of its memory back.
struct MemoryBench: Sendable {
    var runs = 3
    let machine: Machine

    /// Megabytes, service by service.
    private struct Use: Sendable {
        let idle: [Double]
        let most: [Double]
        let broker: String
    }

    func reports(_ terminal: Terminal) async throws -> [BenchReport] {
        var uses: [Use] = []
        for run in 0..<runs {
            terminal.complain("memory: 500 appeals a second for 20 s, run \(run + 1) of \(runs)")
            uses.append(try await measure())
        }
        let broker = uses.first?.broker ?? "none"
        return [
            report("idle", uses.map(\.idle), broker, reach: 60),
            report("under 500 appeals a second", uses.map(\.most), broker, reach: 200),
        ]
    }

    private func measure() async throws -> Use {
        try await BenchStack.ofAll().run(ServiceName.allCases) { bench in
            let place = try await FlowPlace(bench)
            try await Task.sleep(for: .seconds(5))
            let idle = try ServiceName.allCases.map { try place.memory(of: $0) }
            async let load = place.load(rate: 500, seconds: 20, warmUp: 0)
            var most = idle
            for _ in 0..<40 {
                try await Task.sleep(for: .milliseconds(500))
                for (index, service) in ServiceName.allCases.enumerated() {
                    most[index] = max(most[index], try place.memory(of: service))
                }
            }
            _ = try await load
            await place.close()
            return Use(idle: idle, most: most, broker: try bench.brokerName())
        }
    }

    private func report(_ name: String, _ runs: [[Double]], _ broker: String, reach: Double) -> BenchReport {
        let each = ServiceName.allCases.enumerated().map { index, service in
            "\(service.rawValue) \(Int(Figures(runs.map { $0[index] }).median.rounded())) MB"
        }
        return BenchReport(
            bench: "memory \(name)", unit: .megabytes, runs: Figures(runs.map { $0.max() ?? 0 }), broker: broker,
            settings: ["the largest of five; medians: " + each.joined(separator: ", ")], reach: reach, machine: machine)
    }
}
