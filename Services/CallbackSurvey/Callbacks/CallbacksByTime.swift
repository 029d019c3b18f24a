import Contracts
import DistrictRegister
import Messaging
import Postgres
import ServiceKit

/// Opens planned callbacks when their time has come, which a calendar that came meanwhile may have moved.
struct CallbacksByTime: DueWork {
    let name = "callbacks"
    let store: EventStore
    let register: DistrictRegister
    let counts: CallbackCounts

    func next() async throws -> Instant? {
        let rows = try await store.database.transaction(scope: "*") { transaction in
            try transaction.run(
                """
                SELECT min(CASE WHEN calendars_known <> (SELECT count(*) FROM calendars) THEN received_at
                    ELSE scheduled_at END)
                FROM callbacks WHERE state = 'planned'
                """)
        }
        return try rows.first?.decode(Instant?.self)
    }

    /// The fact's time is the planned instant, however late this process woke.
    func run(at now: Instant) async throws -> Int {
        let due = try await due(at: now)
        for (district, id) in due {
            let isMine = try await store.record(in: district) { transaction, journal in
                try openIfDue(id, of: district, at: now, in: transaction, journal)
            }
            if isMine { counts.scheduled[district.rawValue].add() }
        }
        return due.count
    }

    /// - Returns: false where a calendar has put it off, another instance was quicker, or the supervision has been concluded.
    private func openIfDue(
        _ id: CallbackID, of district: DistrictID, at now: Instant, in transaction: borrowing Transaction,
        _ journal: Journal
    ) throws -> Bool {
        guard var callback = try transaction.lockedCallback(id, in: district), callback.state == .planned
        else { return false }
        try reckonAgain(&callback, of: district, in: transaction)
        guard callback.scheduledAt <= now else { return false }
        callback.state = .open
        try transaction.store(callback, of: district, at: now)
        try journal.events(causedBy: try callback.cause("schedule", in: district))
            .record(callback.scheduled, at: callback.scheduledAt)
        journal.announce(Callback.reference(id))
        return true
    }

    /// Moves it where a calendar has come since it was reckoned. Looked at here once more, for it must not open by another
    /// calendar than the unit's deadline goes by.
    private func reckonAgain(
        _ callback: inout Callback, of district: DistrictID, in transaction: borrowing Transaction
    ) throws {
        guard let plan = callback.plan, try transaction.countCalendars() != plan.calendars else { return }
        let pack = try transaction.survey(of: callback.case, in: district, register).rules.pack
        guard let period = pack.replyToLetter else { throw Callback.Unreadable(column: "received_at") }
        let (at, renewed) = try transaction.plan(period, after: plan.receivedAt, under: pack.hours)
        (callback.scheduledAt, callback.nextAttemptAt, callback.plan) = (at, at, renewed)
        try transaction.move(callback, in: district)
    }

    /// What is to be opened, or to be reckoned again.
    private func due(at now: Instant) async throws -> [(DistrictID, CallbackID)] {
        let rows = try await store.database.transaction(scope: "*") { transaction in
            try transaction.run(
                """
                SELECT district, callback FROM callbacks
                WHERE state = 'planned'
                    AND (scheduled_at <= \(now) OR calendars_known <> (SELECT count(*) FROM calendars))
                ORDER BY scheduled_at, callback LIMIT 100
                """)
        }
        return try rows.map { try $0.decode((DistrictID, CallbackID).self) }
    }
}
