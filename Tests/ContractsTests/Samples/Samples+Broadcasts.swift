import Contracts

extension Samples {
    static let broadcasts: [Sample] = [
        Sample(
            full: BroadcastClosed(broadcast: show, units: [unit]),
            minimal: BroadcastClosed(broadcast: show, units: [])),
        Sample(
            full: BroadcastOpened(broadcast: show, units: [unit]),
            minimal: BroadcastOpened(broadcast: show, units: [])),
        Sample(
            full: BroadcastScheduled(broadcast: show, opensAt: earlier, closesAt: instant, units: [unit]),
            minimal: BroadcastScheduled(broadcast: show, opensAt: earlier, closesAt: instant, units: [])),
    ]
}
