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

    func count(_ tally: Tally) { for (type, count) in tally.counts.values { events[type.name].add(count) } }

    /// Counts the events of a batch: naming each for its label would cost more than counting it.
    struct Tally {
        fileprivate var counts: [ObjectIdentifier: (type: any CaseEvent.Type, count: Int)] = [:]

        mutating func add(_ event: any CaseEvent) {
            let type = type(of: event)
            counts[ObjectIdentifier(type), default: (type, 0)].count += 1
        }
    }
}
