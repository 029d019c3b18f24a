import Contracts
import DistrictRegister
import Messaging
import Postgres
import Sealing
import ServiceKit

/// Removes what was learnt more than a year ago. Nobody reads it any more, and its keys end with its months.
struct Forgetting: DueWork {
    static let batch = 10_000

    let name = "forgetting"
    let store: EventStore
    let clock: any DomainClock

    func next() async throws -> Instant? {
        let oldest = Self.oldest(at: clock.now())
        let rows = try await store.database.transaction(scope: "*") { transaction in
            try transaction.run("SELECT 1 FROM learnt_units WHERE month < \(oldest) LIMIT 1")
        }
        return rows.isEmpty ? nil : .earliest
    }

    /// The units' counts go last: while they are there, something is left to do.
    func run(at now: Instant) async throws -> Int {
        let oldest = Self.oldest(at: now)
        return try await store.database.transaction(scope: "*") { transaction in
            guard try !transaction.run("SELECT 1 FROM learnt_units WHERE month < \(oldest) LIMIT 1").isEmpty else {
                return 0
            }
            let terms = try transaction.change(
                """
                DELETE FROM learnt_terms WHERE ctid = ANY(ARRAY(
                    SELECT ctid FROM learnt_terms WHERE month < \(oldest) LIMIT \(Self.batch)::integer))
                """)
            guard terms == 0 else { return terms }
            let lessons = try transaction.change("DELETE FROM lessons WHERE month < \(oldest)")
            return try lessons + transaction.change("DELETE FROM learnt_units WHERE month < \(oldest)")
        }
    }

    /// A day earlier than anywhere on earth: months end with the district's own day.
    private static func oldest(at now: Instant) -> String {
        let today = CivilDay(ofUTC: now.advanced(bySeconds: -86_400))
        return SuggestionSearch.oldest(at: today).description
    }
}
