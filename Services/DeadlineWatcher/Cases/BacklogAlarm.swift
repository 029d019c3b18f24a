import Synchronization

/// Keeps a warning from being said with each look.
final class BacklogAlarm: Sendable {
    private let lastSaid = Mutex<ContinuousClock.Instant?>(nil)

    /// Whether nothing was said for five minutes; the next answer is no.
    func isDue() -> Bool {
        lastSaid.withLock { lastSaid in
            let now = ContinuousClock.now
            if let said = lastSaid, now - said < .seconds(300) { return false }
            lastSaid = now
            return true
        }
    }
}
