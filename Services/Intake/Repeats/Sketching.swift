import Contracts
import Messaging
import Postgres
import Sealing
import ServiceKit

/// Makes the sketches of the cases that were registered, after the registration: nobody who calls in waits for them. What is
/// sketched is queued for `Proposing`.
struct Sketching: DueWork {
    static let batch = 250

    let name = "sketches"
    let store: EventStore
    let rings: Rings
    let rarity = Rarity()
    /// At most so many, so that a burst of registrations comes first; 0 for no limit.
    let perSecond: Int

    func next() async throws -> Instant? {
        let rows = try await store.database.transaction(scope: "*") { transaction in
            try transaction.run("SELECT 1 FROM unsketched LIMIT 1")
        }
        return rows.isEmpty ? nil : .earliest
    }

    func run(at now: Instant) async throws -> Int {
        let count = try await store.database.transaction(scope: "*") { [self] transaction in
            let taken = try transaction.takeUnsketched(atMost: Self.batch)
            try transaction.store(try sketched(taken))
            return taken.count
        }
        if count == Self.batch, perSecond > 0 { try await Task.sleep(for: .seconds(1) * Self.batch / perSecond) }
        return count
    }
}

extension Sketching {
    /// All are counted before the first is chosen for, so that one batch makes a beginning.
    private func sketched(_ cases: [UnsketchedCase]) throws -> [SketchedCase] {
        let marked = try cases.compactMap { one in try one.marks(rings).map { (one, $0) } }
        for (one, marks) in marked { rarity.learn(marks.phrases, of: one.slot) }
        return marked.map { one, marks in
            SketchedCase(
                of: one, marks: marks, keys: rarity.rarest(Marks.keys, of: marks.phrases, in: one.slot))
        }
    }
}

/// A case and how it is to be found.
struct SketchedCase: Sendable {
    let of: UnsketchedCase
    let marks: Marks
    /// The rarest of its phrases.
    let keys: [Int64]
}

/// A case of the queue, with what it holds still sealed.
struct UnsketchedCase: Sendable {
    let district: DistrictID
    let id: CaseID
    let month: Month
    let registeredAt: Instant
    let text: SealedText?
    let citizen: SealedText?

    var slot: Rarity.Slot { Rarity.Slot(district: district, month: month) }

    /// - Returns: nil where there is nothing to find it by: a text too short and no address, or what cannot be opened
    ///   any more, which must not hold up the others.
    func marks(_ rings: Rings) throws -> Marks? {
        let seal = Seal(rings: rings, subject: SealSubject(district: district, case: id), month: month)
        do {
            return try Marks(
                text: text.map { try seal.open($0, .text) },
                address: citizen.flatMap { try seal.openCitizen($0).address },
                rings.personal, district: district, month: month)
        } catch let error as SealingError where !error.isPassing {
            return nil
        }
    }
}
