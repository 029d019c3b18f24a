import Contracts
import DistrictRegister
import Messaging
import Postgres
import RulePacks
import ServiceKit
import WorkingCalendar

/// Plans to ask the citizen again when a unit's time to reply under a supervision letter is over, so that what the
/// citizen says can be reported with the handling (DM-29, X28).
struct Planning: Sendable {
    let register: DistrictRegister

    /// Nothing is planned where the pack has no such clock, where there is nobody to ask, or where the citizen of the case that
    /// this one is handled with is asked.
    @Sendable func planCallback(
        after message: Received<SupervisionLetterReceived>, in transaction: borrowing Transaction, _ pen: EventPen
    ) throws {
        let (letter, district) = (message.event, message.district)
        try transaction.lockCase(letter.case, in: district)
        let rules = try transaction.survey(of: letter.case, in: district, register).rules
        guard let period = rules.pack.replyToLetter else { return }
        guard let supervised = try transaction.supervisedOrder(of: letter, in: district) else {
            throw NotYet("case/\(letter.case)")
        }
        guard !supervised.isLinked, supervised.person.waiver(under: rules.pack.callback) == nil else { return }
        let due = try Self.end(of: period, after: message.time, rules.calendar)
        let id = CallbackID(try DerivedID.make("callback", district.rawValue, letter.supervision.rawValue))
        let callback = Callback(
            id: id, case: letter.case, workOrder: supervised.order, supervision: letter.supervision, unit: letter.unit,
            round: supervised.round, method: supervised.person.method, state: .planned, scheduledAt: due,
            nextAttemptAt: due)
        try transaction.insert(callback, of: district, at: message.time)
    }

    /// - Throws: `RuleBroken` for a letter of a year beyond every calendar: trying again would not help.
    private static func end(of period: Period, after time: Instant, _ calendar: WorkingCalendar) throws -> Instant {
        do {
            return try calendar.due(after: time, period: period).at
        } catch {
            throw RuleBroken(error.description)
        }
    }
}

/// Opens planned callbacks when their time has come.
struct CallbacksByTime: DueWork {
    let name = "callbacks"
    let store: EventStore
    let counts: CallbackCounts

    func next() async throws -> Instant? {
        let rows = try await store.database.transaction(scope: "*") { transaction in
            try transaction.run("SELECT min(scheduled_at) FROM callbacks WHERE state = 'planned'")
        }
        return try rows.first?.decode(Instant?.self)
    }

    /// The fact's time is the planned instant, however late this process woke.
    func run(at now: Instant) async throws -> Int {
        let due = try await due(at: now)
        for (district, id) in due {
            let isMine = try await store.record(in: district) { transaction, journal in
                // Another instance may have opened it, or the supervision may have been concluded.
                guard var callback = try transaction.lockedCallback(id, in: district), callback.state == .planned
                else { return false }
                callback.state = .open
                try transaction.store(callback, of: district, at: now)
                try journal.events(causedBy: try callback.cause("schedule", in: district))
                    .record(callback.scheduled, at: callback.scheduledAt)
                journal.announce(Callback.reference(id))
                return true
            }
            if isMine { counts.scheduled[district.rawValue].add() }
        }
        return due.count
    }

    private func due(at now: Instant) async throws -> [(DistrictID, CallbackID)] {
        let rows = try await store.database.transaction(scope: "*") { transaction in
            try transaction.run(
                """
                SELECT district, callback FROM callbacks WHERE state = 'planned' AND scheduled_at <= \(now)
                ORDER BY scheduled_at, callback LIMIT 100
                """)
        }
        return try rows.map { try $0.decode((DistrictID, CallbackID).self) }
    }
}

extension RulePack {
    /// How long a unit has to reply to the citizen under a letter; nil where the pack does not say.
    fileprivate var replyToLetter: Period? {
        let clock = clocks.first { clock in
            clock.starts.triggers.contains { $0.on == .supervisionLetterReceived }
                && clock.stops.triggers.contains { $0.on == .supervisionAnswered }
        }
        for case .period(let period) in clock?.within ?? [] { return period }
        return nil
    }
}

/// The work order that a letter is about, and who is behind it.
private struct SupervisedOrder: Sendable {
    let order: WorkOrderID
    let round: Int
    let person: Person
    let isLinked: Bool
}

extension Transaction {
    /// Where the letter names none, the lead work order dispatched last.
    fileprivate borrowing func supervisedOrder(
        of letter: SupervisionLetterReceived, in district: DistrictID
    ) throws -> SupervisedOrder? {
        let rows = try run(
            """
            SELECT work_order, round, is_anonymous, callback_method, linked_at IS NOT NULL
            FROM cases JOIN work_orders USING (district, case_id)
            WHERE district = \(district) AND case_id = \(letter.case)::uuid
                AND (work_order = \(letter.workOrder)::uuid OR \(letter.workOrder)::uuid IS NULL AND is_lead)
            ORDER BY round DESC, dispatched_at DESC, work_order LIMIT 1
            """)
        return try rows.first.map { row in
            let (order, round, isAnonymous, method, isLinked) = try row.decode(
                (WorkOrderID, Int, Bool, String, Bool).self)
            let person = try Person(isAnonymous: isAnonymous, method: method)
            return SupervisedOrder(order: order, round: round, person: person, isLinked: isLinked)
        }
    }

    /// When a supervision is concluded, what it planned is not asked any more.
    borrowing func forgetPlans(of supervisions: [SupervisionID], in district: DistrictID) throws {
        guard !supervisions.isEmpty else { return }
        try execute(
            """
            DELETE FROM callbacks WHERE district = \(district) AND state = 'planned'
                AND supervision = ANY(\(supervisions.map(\.rawValue))::uuid[])
            """)
    }
}
