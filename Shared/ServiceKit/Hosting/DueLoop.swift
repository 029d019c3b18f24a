import Contracts
import Messaging

/// Drives due work on the system's clock: runs what is due, then sleeps until the next instant or a signal.
struct DueLoop: Service {
    let work: any DueWork
    let clock: any DomainClock
    let signal: Signal
    let log: Log
    let pulse: Heartbeat

    var name: String { work.name }

    func run(until shutdown: ShutdownSignal) async throws {
        var attempt = 0
        while !shutdown.isGiven {
            pulse.beat()
            do {
                if try await work.run(at: clock.now()) > 0 {
                    attempt = 0
                    continue
                }
                await signal.wait(atMost: try await pause())
                attempt = 0
            } catch {
                log.error("due work failed", ["work": work.name, "error": String(describing: error)])
                await signal.wait(atMost: .milliseconds(100 << min(attempt, 5)))
                attempt += 1
            }
        }
    }

    /// Never longer than half a second: another instance may have set an earlier instant.
    private func pause() async throws -> Duration {
        guard let next = try await work.next() else { return .milliseconds(500) }
        let left = next.milliseconds - clock.now().milliseconds
        // Work that is due and was not done is not ready for it: look again soon, but do not spin.
        return .milliseconds(max(5, min(left, 500)))
    }
}
