import Contracts
import Messaging
import Postgres
import Sealing
import ServiceKit

/// Learns from the district's own past which unit handles what, after the command that shows it: nobody waits for it.
struct Learning: DueWork {
    /// Small, for a command about one of the cases waits until the batch is done.
    static let batch = 50

    let name = "lessons"
    let store: EventStore
    let keys: KeyRing

    func next() async throws -> Instant? {
        let rows = try await store.database.transaction(scope: "*") { transaction in
            try transaction.run("SELECT 1 FROM unlearnt LIMIT 1")
        }
        return rows.isEmpty ? nil : .earliest
    }

    func run(at now: Instant) async throws -> Int {
        let keys = keys
        return try await store.database.transaction(scope: "*") { transaction in
            let taken = try transaction.takeUnlearnt(atMost: Self.batch)
            guard !taken.isEmpty else { return 0 }
            let reviewed = try transaction.review(taken).filter { $0.learnt != $0.handled }
            try Self.learn(reviewed, keys, in: transaction)
            return taken.count
        }
    }

    private static func learn(
        _ reviewed: [Reviewed], _ keys: KeyRing, in transaction: borrowing Transaction
    ) throws {
        var counts = LessonCounts()
        var lessons: [(Reviewed, Lesson, Month)] = []
        for one in reviewed {
            if let learnt = one.learnt { _ = try counts.add(learnt, of: one, -1, keys) }
            guard let handled = one.handled, let month = try counts.add(handled, of: one, 1, keys) else { continue }
            lessons.append((one, handled, month))
        }
        try transaction.forgetLessons(of: reviewed.filter { $0.learnt != nil })
        try transaction.keep(lessons)
        try transaction.add(counts)
    }
}
