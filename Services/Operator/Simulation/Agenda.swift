import Contracts

/// Acts to come, by their instant; of one instant in the order in which they were planned.
struct Agenda {
    private var acts: [Instant: [Act]] = [:]
    /// Latest first, so that the next one is cheap to take away.
    private var instants: [Instant] = []
    private(set) var count = 0

    var next: Instant? { instants.last }

    mutating func plan(_ act: Act, at instant: Instant) {
        count += 1
        if acts[instant]?.append(act) != nil { return }
        acts[instant] = [act]
        var low = 0
        var high = instants.count
        while low < high {
            let middle = (low + high) / 2
            if instants[middle] > instant { low = middle + 1 } else { high = middle }
        }
        instants.insert(instant, at: low)
    }

    /// Everything that is planned up to now.
    mutating func take(upTo now: Instant) -> [Act] {
        var taken: [Act] = []
        while let instant = instants.last, instant <= now {
            instants.removeLast()
            taken += acts.removeValue(forKey: instant) ?? []
        }
        count -= taken.count
        return taken
    }
}
