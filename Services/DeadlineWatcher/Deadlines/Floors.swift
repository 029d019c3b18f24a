import Contracts
import Synchronization

/// Below which instant nothing is looked for when asking what is due, since what lay there has been fired.
///
/// A long run of fired rows leaves dead entries at the front of the index, and walking them costs 190 ms after a
/// million; so the search begins a little before the last fired instant. Once a second it begins at the beginning all
/// the same: another instance may have set an earlier deadline, or a row was being written when its turn came.
final class Floors: Sendable {
    private struct Floor {
        var instant = Instant.earliest
        var lastWhole: ContinuousClock.Instant?
    }

    private let floors = Mutex<[Awaited: Floor]>([:])

    /// Where the next search begins.
    func next(_ awaited: Awaited) -> Instant {
        floors.withLock { floors in
            var floor = floors[awaited] ?? Floor()
            defer { floors[awaited] = floor }
            let now = ContinuousClock.now
            if let last = floor.lastWhole, now - last < .seconds(1) { return floor.instant }
            floor.lastWhole = now
            return .earliest
        }
    }

    /// Everything up to `instant` was fired, but for what was locked just then.
    func raise(_ awaited: Awaited, to instant: Instant) {
        floors.withLock { floors in
            let floor = floors[awaited] ?? Floor()
            floors[awaited] = floor
            floors[awaited]?.instant = max(floor.instant, instant.advanced(bySeconds: -2))
        }
    }

    /// A deadline was set that early.
    func lower(to instant: Instant) {
        floors.withLock { floors in
            for awaited in floors.keys {
                if let known = floors[awaited]?.instant, instant < known { floors[awaited]?.instant = instant }
            }
        }
    }
}
