import Messaging
import ServiceKit

/// Drives one lane on elapsed time: woken after commits, and once a second by itself.
struct LaneLoop: Service {
    let lane: Lane
    let signal: Signal
    let log: Log
    let pulse: Heartbeat

    /// Between the beginnings of two passes that are not full: under load a pass then takes hundreds, and not each few
    /// that come.
    private static let pace = Duration.milliseconds(100)

    var name: String { "deliveries by \(lane.way.rawValue)" }

    func run(until shutdown: ShutdownSignal) async throws {
        try await signal.alsoWoken(by: shutdown) { try await deliver(until: shutdown) }
    }

    private func deliver(until shutdown: ShutdownSignal) async throws {
        var failures = 0
        while !shutdown.isGiven {
            pulse.beat()
            do {
                let begin = ContinuousClock.now
                let count = try await lane.deliverDue(until: shutdown)
                failures = 0
                if count == 0 { await signal.wait(atMost: .seconds(1)) }
                if count < lane.gateway.batch / 2 { try await Task.sleep(until: begin + Self.pace, clock: .continuous) }
            } catch is CancellationError {
                return
            } catch {
                log.error(
                    "deliveries wait and are tried again",
                    ["way": lane.way.rawValue, "error": String(describing: error)])
                await signal.wait(atMost: .milliseconds(100 << min(failures, 5)))
                failures += 1
            }
            try Task.checkCancellation()
        }
    }
}

extension Signal {
    /// Runs `body`, which waits for this signal, and wakes it when the shutdown is given.
    func alsoWoken(by shutdown: ShutdownSignal, _ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await shutdown.wait()
                self.wake()
            }
            try await body()
            group.cancelAll()
        }
    }
}
