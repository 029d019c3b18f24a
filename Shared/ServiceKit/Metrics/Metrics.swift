import Synchronization

/// A service's counters, gauges and histograms, written out in Prometheus' text format 0.0.4.
///
/// Made at start, by name; asking for a name again gives the same metric. Adding to one takes one atomic
/// operation and no lock; finding a labelled one takes a short lock, so keep the handle where it is hot.
/// Labels hold districts, units, routes and outcomes: never anything personal, and never an id without bound.
public final class Metrics: Sendable {
    private let families = Mutex<[String: any Exposable]>([:])

    public init() {}

    /// Only ever grows. By convention the name ends in `_total`.
    public func counter(_ name: String, _ help: String) -> Counter { counters(name, help, labels: [])[] }

    public func counters(_ name: String, _ help: String, labels: [String]) -> Labelled<Counter> {
        family(name) { Labelled<Counter>(name, help, labels: labels) { Counter() } }
    }

    /// Goes up and down.
    public func gauge(_ name: String, _ help: String) -> Gauge { gauges(name, help, labels: [])[] }

    public func gauges(_ name: String, _ help: String, labels: [String]) -> Labelled<Gauge> {
        family(name) { Labelled<Gauge>(name, help, labels: labels) { Gauge() } }
    }

    /// A gauge that is asked for its value whenever the metrics are read. It must answer at once.
    public func gauge(_ name: String, _ help: String, read: @escaping @Sendable () -> Double) {
        families.withLock { $0[name] = ReadMetric(name: MetricText.name(name), help: help, kind: "gauge", read: read) }
    }

    /// A counter that is kept elsewhere and read whenever the metrics are read. It must answer at once.
    public func counter(_ name: String, _ help: String, read: @escaping @Sendable () -> Double) {
        families.withLock {
            $0[name] = ReadMetric(name: MetricText.name(name), help: help, kind: "counter", read: read)
        }
    }

    /// How values are spread: seconds by default.
    public func histogram(_ name: String, _ help: String, buckets: [Double] = Histogram.seconds) -> Histogram {
        histograms(name, help, labels: [], buckets: buckets)[]
    }

    public func histograms(
        _ name: String, _ help: String, labels: [String], buckets: [Double] = Histogram.seconds
    ) -> Labelled<Histogram> {
        family(name) { Labelled<Histogram>(name, help, labels: labels) { Histogram(buckets: buckets) } }
    }

    /// Everything, by name. Content type `text/plain; version=0.0.4; charset=utf-8`.
    public func exposition() -> String {
        let families = families.withLock { $0.sorted { $0.key < $1.key }.map(\.value) }
        var text = ""
        for family in families { family.write(to: &text) }
        return text
    }

    private func family<Family: Exposable>(_ name: String, make: () -> Family) -> Family {
        families.withLock { families in
            if let known = families[name] as? Family { return known }
            let made = make()
            // Two uses of one name for different kinds are a slip in the program: the later one is shown.
            families[name] = made
            return made
        }
    }
}

/// What can be written out under one name.
protocol Exposable: Sendable {
    func write(to text: inout String)
}

struct ReadMetric: Exposable {
    let name: String
    let help: String
    let kind: String
    let read: @Sendable () -> Double

    func write(to text: inout String) {
        MetricText.head(name, help, kind, to: &text)
        MetricText.sample(name, [], read(), to: &text)
    }
}
