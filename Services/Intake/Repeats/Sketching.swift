import Contracts
import Messaging
import Postgres
import Sealing
import ServiceKit

/// Makes the sketches of the cases that were registered, after the registration: nobody who calls in waits for them.
struct Sketching: DueWork {
    static let batch = 250

    let name = "sketches"
    let store: EventStore
    let rings: Rings
    /// At most so many, so that a burst of registrations comes first; 0 for no limit.
    let perSecond: Int

    func next() async throws -> Instant? {
        let rows = try await store.database.transaction(scope: "*") { transaction in
            try transaction.run("SELECT 1 FROM unsketched LIMIT 1")
        }
        return rows.isEmpty ? nil : .earliest
    }

    func run(at now: Instant) async throws -> Int {
        let rings = rings
        let count = try await store.database.transaction(scope: "*") { transaction in
            let taken = try transaction.takeUnsketched(atMost: Self.batch)
            try transaction.store(taken.map { ($0, try $0.marks(rings)) })
            return taken.count
        }
        if count == Self.batch, perSecond > 0 { try await Task.sleep(for: .seconds(1) * Self.batch / perSecond) }
        return count
    }
}

/// A case of the queue, with what it holds still sealed.
struct UnsketchedCase: Sendable {
    let district: DistrictID
    let id: CaseID
    let month: Month
    let registeredAt: Instant
    let text: SealedText?
    let citizen: SealedText?

    /// - Returns: nil where there is nothing to find it by: a text too short and no address, or what cannot be opened
    ///   any more, which must not hold up the others.
    func marks(_ rings: Rings) throws -> Marks? {
        let seal = Seal(rings: rings, subject: SealSubject(district: district, case: id), month: month)
        do {
            return try Marks(
                text: text.map { try seal.open($0, .text) }, address: citizen.flatMap { try seal.openCitizen($0).address },
                rings.personal, district: district, month: month)
        } catch is SealingError {
            return nil
        }
    }
}
