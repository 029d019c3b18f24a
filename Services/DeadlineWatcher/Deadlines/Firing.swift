import Contracts
import FailPoints
import Messaging
import Postgres
import ServiceKit

/// Does what the passing of time asks of deadlines: warns at once, and declares misses when everything said before the
/// due instant has been heard.
struct Firing: DueWork {
    let kit: WatcherKit
    let awaiting: Awaited
    /// Rows of one transaction.
    private static let batch = 1000
    private static let batchesInTurn = 10

    init(kit: WatcherKit, awaiting: Awaited) {
        self.kit = kit
        self.awaiting = awaiting
    }

    var name: String { awaiting == .miss ? "misses" : "warnings" }

    func next() async throws -> Instant? {
        let next = try await earliest(from: kit.floors.next(awaiting))?.at
        let now = kit.clock.now()
        guard awaiting == .miss, let next, next <= now else { return next }
        // A miss that is due waits until the input has been heard up to there: ask for that.
        if next > heardUpTo {
            kit.progress.want()
            return next
        }
        // Working through a calendar takes its time.
        return next > (try await judged(upTo: next)) ? now.advanced(by: .milliseconds(200)) : next
    }

    func run(at now: Instant) async throws -> Int {
        let heard = awaiting == .miss ? min(now, heardUpTo) : now
        let floor = kit.floors.next(awaiting)
        guard let first = try await earliest(from: floor), first.at <= heard else { return 0 }
        let limit = try await judged(upTo: heard)
        guard first.at <= limit else { return 0 }
        let turn = Turn(district: first.district, floor: min(floor, first.at), limit: limit, now: now)
        let count = try await fire(turn)
        guard count == Self.batch else { return count }
        // A backlog: two transactions at a time, each of which skips what the other has locked, so that the database
        // has work while the next events are written.
        async let one = drain(turn)
        async let other = drain(turn)
        return count + (try await one) + (try await other)
    }

    /// Batch after batch while they are full, but not so long that other districts wait.
    private func drain(_ turn: Turn) async throws -> Int {
        var total = 0
        for _ in 0..<Self.batchesInTurn {
            let count = try await fire(turn)
            total += count
            if count < Self.batch { break }
        }
        return total
    }

    private struct Turn: Sendable {
        let district: DistrictID
        let floor: Instant
        let limit: Instant
        let now: Instant
    }

    /// The last wake-up of a miss before which everything has been heard: a miss wakes a millisecond after its due
    /// instant. Before the first look, none.
    private var heardUpTo: Instant {
        kit.progress.caughtUpAt.map { Instant(milliseconds: $0.milliseconds + 1) } ?? .earliest
    }

    /// What a calendar has still to move is not missed by the one before it.
    ///
    /// - Parameter heard: up to where everything has been heard. A calendar that comes after this look was published
    ///   after that.
    private func judged(upTo heard: Instant) async throws -> Instant {
        guard awaiting == .miss else { return heard }
        let pending = try await kit.store.database.transaction(scope: "*") { try $0.pendingChange() }
        return min(heard, pending?.publishedAt ?? heard)
    }

    /// A district whose oldest backlog was heard after this instant declares no miss at all; once it is older, only the
    /// cases that wait themselves declare none. Before the first look, none does.
    private var patience: Instant {
        (kit.progress.caughtUpAt ?? .earliest).advanced(bySeconds: -Backlog.longestHold)
    }

    private func earliest(from floor: Instant) async throws -> (district: DistrictID, at: Instant)? {
        let (awaiting, patience) = (awaiting, patience)
        return try await kit.store.database.transaction(scope: "*") { transaction in
            try transaction.earliest(awaiting, from: floor, patience: patience)
        }
    }

    /// - Returns: how many runs were fired.
    private func fire(_ turn: Turn) async throws -> Int {
        let (kit, awaiting, patience) = (kit, awaiting, patience)
        let wakes = try await kit.store.record(in: turn.district) { transaction, journal in
            // Among what waits to be told may be what was done in time.
            if awaiting == .miss, try transaction.isHeld(turn.district, patience: patience) { return [Instant]() }
            var claimed = try transaction.claim(
                awaiting, from: turn.floor, to: turn.limit, atMost: Self.batch, in: turn.district)
            let wakes = claimed.compactMap(\.run.wakeAt)
            var fired = FiredRuns()
            var climbs = ClimbNotes()
            var engines: [String: ClockEngine] = [:]
            var tally = WatcherMetrics.Tally()
            for index in claimed.indices {
                let (id, version) = (claimed[index].case, claimed[index].run.packVersion)
                let engine =
                    try engines[version] ?? kit.engines.engine(of: turn.district, version: version, in: transaction)
                engines[version] = engine
                // A warning alone does not declare the miss, however late it is.
                let now = awaiting == .miss ? turn.now : min(turn.now, claimed[index].run.due)
                let cause = Cause(id: claimed[index].run.id.rawValue, correlationID: id.rawValue)
                for event in try engine.fire(&claimed[index].run, of: id, at: now) {
                    try journal.record(event, because: cause)
                    climbs.note(event)
                    tally.add(event.event)
                }
                fired.add(claimed[index].run, of: id)
            }
            kit.metrics.count(tally)
            try transaction.store(fired, of: turn.district)
            try climbs.store(in: transaction, of: turn.district)
            if !fired.isEmpty { FailPoint.reach("watcher.fired") }
            return wakes
        }
        observe(wakes)
        return wakes.count
    }

    private func observe(_ wakes: [Instant]) {
        guard let last = wakes.last else { return }
        kit.floors.raise(awaiting, to: last)
        kit.metrics.fired.add(wakes.count)
        let now = kit.clock.now().milliseconds
        for wake in wakes { kit.metrics.lateness.observe(Double(max(0, now - wake.milliseconds)) / 1000) }
    }
}
