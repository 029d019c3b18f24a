import Contracts
import DistrictRegister
import HTTP
import Messaging
import ServiceKit
import Synchronization

/// Rules and units of districts, kept in memory: an appeal is checked and sealed before it reaches the database.
///
/// Read again every two seconds by whoever comes first; the others go on with what is known.
final class DistrictBook: Sendable {
    private struct Page {
        let facts: DistrictFacts
        let day: CivilDay
        var readAt: ContinuousClock.Instant
    }

    let register: DistrictRegister
    private let store: EventStore
    private let clock: any DomainClock
    private let pages = Mutex<[DistrictID: Page]>([:])

    init(register: DistrictRegister, store: EventStore, clock: any DomainClock) {
        self.register = register
        self.store = store
        self.clock = clock
    }

    /// - Throws: `Problem` 404 for a district without an adopted rule pack.
    func facts(of district: DistrictID) async throws -> DistrictFacts {
        let now = clock.now()
        if let facts = known(district, at: now) { return facts }
        let facts = try await read(district, at: now)
        pages.withLock { $0[district] = Page(facts: facts, day: facts.day(of: now), readAt: .now) }
        return facts
    }

    /// After a pack was adopted or a unit has changed.
    func forget(_ district: DistrictID) {
        register.markStale()
        pages.withLock { $0[district] = nil }
    }

    /// After a calendar was published.
    func forgetAll() {
        register.markStale()
        pages.withLock { $0 = [:] }
    }

    private func known(_ district: DistrictID, at now: Instant) -> DistrictFacts? {
        pages.withLock { pages in
            guard let page = pages[district], page.facts.day(of: now) == page.day else { return nil }
            if ContinuousClock.now - page.readAt > .seconds(2) {
                pages[district]?.readAt = .now
                return nil
            }
            return page.facts
        }
    }

    private func read(_ district: DistrictID, at now: Instant) async throws -> DistrictFacts {
        guard district.isWellFormed else { throw Problem.unknown(district) }
        let register = register
        do {
            return try await store.read(in: district) { transaction in
                // The zone is in the pack, and which pack holds depends on the local day.
                let first = try register.current(of: district, on: CivilDay(ofUTC: now), in: transaction)
                let day = first.pack.hours.zone.day(of: now)
                let rules = try register.current(of: district, on: day, in: transaction)
                return DistrictFacts(rules: rules, units: try transaction.unitNames(of: district))
            }
        } catch is NotYet {
            throw Problem.unknown(district)
        }
    }
}
