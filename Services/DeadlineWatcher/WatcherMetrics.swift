import Contracts
import ServiceKit

/// What the watcher counts. Counted where it is written: a transaction that is tried again counts twice.
struct WatcherMetrics: Sendable {
    private let events: Labelled<Counter>
    let fired: Counter
    let keptBack: Counter
    /// Seconds from the instant at which a warning or miss was due to its commit.
    let lateness: Histogram

    init(_ metrics: Metrics) {
        events = metrics.counters(
            "hotline_deadlines_total", "Deadlines set, moved, met, missed and so on.", labels: ["event"])
        fired = metrics.counter("hotline_deadlines_fired_total", "Warnings and misses that time alone set off.")
        keptBack = metrics.counter(
            "hotline_facts_kept_back_total",
            "Facts that were old when they were heard, and are told in their order later.")
        lateness = metrics.histogram(
            "hotline_deadline_lateness_seconds", "From the instant that was due to its commit.",
            buckets: [0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 300])
    }

    func count(_ event: any CaseEvent) { events[type(of: event).name].add() }

    /// - Parameter tally: events by the name of their type.
    func count(_ tally: [String: Int]) { for (name, count) in tally { events[name].add(count) } }
}
