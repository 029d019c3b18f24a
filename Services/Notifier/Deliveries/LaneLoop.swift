import Messaging
import ServiceKit

/// Drives one lane on elapsed time: woken after commits, and once a second by itself.
struct LaneLoop: Service {
    let lane: Lane
    let signal: Signal
    let log: Log

    var name: String { "deliveries by \(lane.way.rawValue)" }

    func run(until shutdown: ShutdownSignal) async throws {
        var failures = 0
        while !shutdown.isGiven, !Task.isCancelled {
            do {
                if try await lane.deliverDue() == 0 { await signal.wait(atMost: .seconds(1)) }
                failures = 0
            } catch {
                log.error(
                    "deliveries wait and are tried again",
                    ["way": lane.way.rawValue, "error": String(describing: error)])
                await signal.wait(atMost: .milliseconds(100 << min(failures, 5)))
                failures += 1
            }
        }
    }
}
