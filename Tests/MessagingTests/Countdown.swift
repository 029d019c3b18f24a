import Synchronization

/// Fails a number of times, then no more.
final class Countdown: Sendable {
    struct Passing: Error {}

    private let left: Mutex<Int>
    private let start: Int

    init(_ count: Int) {
        left = Mutex(count)
        start = count
    }

    /// How often it was asked.
    var count: Int { start - left.withLock { $0 } }

    func fail() throws {
        let fails = left.withLock { left in
            left -= 1
            return left >= 0
        }
        if fails { throw Passing() }
    }
}
