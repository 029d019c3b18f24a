import ServiceKit

/// Counted per district.
struct InconsistencyCounts: Sendable {
    let found: Labelled<Counter>
    let decided: Labelled<Counter>

    init(_ metrics: Metrics) {
        found = metrics.counters(
            "hotline_inconsistencies_found_total", "Texts that do not agree, by kind.", labels: ["district", "kind"])
        decided = metrics.counters(
            "hotline_inconsistencies_decided_total", "Decisions on inconsistencies, by decision.",
            labels: ["district", "decision"])
    }
}
