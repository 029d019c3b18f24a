import Contracts
import Foundation

/// The machine's wall clock.
public struct SystemClock: DomainClock {
    public init() {}

    public func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    public func sleep(until instant: Instant) async throws {
        while true {
            let rest = instant.milliseconds - now().milliseconds
            guard rest > 0 else { return }
            // In short pieces, for the wall clock may be set while this waits.
            try await Task.sleep(for: .milliseconds(min(rest, 1000)))
        }
    }
}
