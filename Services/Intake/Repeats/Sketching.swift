import Contracts
import Messaging
import Postgres
import Sealing
import ServiceKit

/// Makes the sketches of the cases that were registered, after the registration: nobody who calls in waits for them.
struct Sketching: DueWork {
    static let batch = 250
    /// After a full batch, so that a burst of registrations comes first.
    static let rest = Duration.milliseconds(250)

    let name = "sketches"
    let store: EventStore
    let rings: Rings

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
            try transaction.store(taken.map { ($0, try $0.sketch(rings)) })
            return taken.count
        }
        if count == Self.batch { try await Task.sleep(for: Self.rest) }
        return count
    }
}

/// A case of the queue, with its text still sealed.
struct UnsketchedCase: Sendable {
    let district: DistrictID
    let id: CaseID
    let month: Month
    let registeredAt: Instant
    let text: SealedText?

    /// - Returns: nil where there is nothing to find it by: a text too short, or one that cannot be opened any more,
    ///   which must not hold up the others.
    func sketch(_ rings: Rings) throws -> Sketch? {
        guard let text else { return nil }
        let seal = Seal(rings: rings, subject: SealSubject(district: district, case: id), month: month)
        do {
            return try Sketch(seal.open(text, .text), rings.personal, district: district, month: month)
        } catch is SealingError {
            return nil
        }
    }
}
