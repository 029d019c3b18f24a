import Foundation

/// One bench: what was measured, several times, on which machine, beside its ceiling in the same run.
struct BenchReport: Sendable {
    enum Unit: String, Sendable {
        /// Per operation; less is better.
        case nanoseconds
        /// Per second; more is better.
        case rate
        /// Of resident memory; less is better.
        case megabytes
        /// For the whole; less is better.
        case seconds
        /// Of all that were asked; more is better.
        case percent

        var suffix: String {
            switch self {
            case .nanoseconds: " ns"
            case .rate: "/s"
            case .megabytes: " MB"
            case .seconds: " s"
            case .percent: " %"
            }
        }

        fileprivate var isMoreBetter: Bool { self == .rate || self == .percent }
    }

    let bench: String
    let unit: Unit
    /// One figure for each run.
    let runs: Figures
    /// Of single operations; nil where the bench measures none.
    var latencies: Latencies?
    /// The same work stripped of what the product adds, in the same run and unit.
    var ceiling: Double?
    /// The broker that the bench crossed. Figures of the development broker, which keeps nothing, are not judged.
    var broker = "none"
    static let developmentBroker = "the development broker"
    var settings: [String] = []
    /// The figures to reach and to go beyond, of the runs' median or, where a rate was given, of the 99th percentile.
    var reach: Double?
    var beyond: Double?
    var isJudgedByLatency = false
    /// What has to hold beside the figure to reach, or in its place.
    var conditions: [BenchCondition] = []
    /// Further members of the JSON object.
    var members: [(name: String, value: Double)] = []
    let machine: Machine

    /// Product against ceiling; 1 is as good as the ceiling.
    var ratio: Double? {
        guard let ceiling, ceiling > 0, runs.median > 0 else { return nil }
        return unit.isMoreBetter ? runs.median / ceiling : ceiling / runs.median
    }

    /// For people.
    var text: String {
        func figure(_ value: Double) -> String { Self.number(value) + unit.suffix }
        var lines = [
            "\(bench): \(figure(runs.median)) (\(figure(runs.lowest)) to \(figure(runs.highest)), "
                + "\(runs.sorted.count) \(runs.sorted.count == 1 ? "run" : "runs"))"
        ]
        if let latencies { lines.append("  \(latencies.text)") }
        if let ceiling, let ratio { lines.append("  ceiling \(figure(ceiling)), ratio \(Self.number(ratio))") }
        lines += judgement.map { ["  " + $0] } ?? []
        lines.append("  settings: " + settings.joined(separator: ", "))
        return (lines + ["  broker: \(broker)", "  machine: \(machine)"]).joined(separator: "\n")
    }

    /// `reached`, or what came in its place; nil where nothing is to be reached.
    var verdict: String? {
        guard reach != nil || !conditions.isEmpty else { return nil }
        guard broker != Self.developmentBroker else { return "not judged: set KAFKA_HOME" }
        guard conditions.allSatisfy(\.isMet), reach.map(isGood) ?? true else { return "missed" }
        return beyond.map(isGood) ?? false ? "beyond" : "reached"
    }

    private func isGood(_ goal: Double) -> Bool {
        guard isJudgedByLatency else { return unit.isMoreBetter ? runs.median >= goal : runs.median <= goal }
        return latencies.map { $0.p99.median <= goal } ?? false
    }

    /// The goals and how it went.
    private var judgement: String? {
        guard let verdict else { return nil }
        let suffix = isJudgedByLatency ? " ms" : unit.suffix
        let figures = [("to reach", reach), ("beyond", beyond)].compactMap { word, goal in
            goal.map { "\(word) \(Self.number($0))\(suffix)" }
        }
        let goals = (figures.isEmpty ? [] : [figures.joined(separator: ", ")]) + conditions.map(\.text)
        return "\(isJudgedByLatency ? "p99 " : "")\(goals.joined(separator: "; ")): \(verdict)"
    }

    static func number(_ value: Double) -> String {
        value >= 100 ? "\(Int(value.rounded()))" : String(format: value >= 1 ? "%.1f" : "%.6g", value)
    }

    /// One JSON object on one line; what a bench does not measure is null.
    var json: String {
        func text(_ value: String) -> String {
            let data = try? JSONEncoder().encode(value)  // A string always encodes.
            return data.map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
        }
        func number(_ value: Double?) -> String { value.map { $0.isFinite ? "\($0)" : "null" } ?? "null" }
        let fixed = [
            ("bench", text(bench)), ("rate", number(unit == .rate ? runs.median : nil)),
            ("nanoseconds", number(unit == .nanoseconds ? runs.median : nil)), ("unit", text(unit.rawValue)),
            ("median", number(runs.median)), ("lowest", number(runs.lowest)),
            ("highest", number(runs.highest)), ("runs", "\(runs.sorted.count)"),
            ("p50_ms", number(latencies?.p50.median)),
            ("p99_ms", number(latencies?.p99.median)), ("p99_lowest_ms", number(latencies?.p99.lowest)),
            ("p99_highest_ms", number(latencies?.p99.highest)), ("ceiling", number(ceiling)), ("ratio", number(ratio)),
            ("verdict", verdict.map(text) ?? "null"), ("broker", text(broker)),
            ("settings", "[" + settings.map(text).joined(separator: ",") + "]"), ("machine", text(machine.description)),
        ]
        let all = fixed + members.map { ($0.name, number($0.value)) }
        return "{" + all.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
    }
}
