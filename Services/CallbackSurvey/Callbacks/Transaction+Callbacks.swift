import Contracts
import Messaging
import Postgres

extension Transaction {
    borrowing func insert(_ callback: Callback, of district: DistrictID, at time: Instant) throws {
        let endedAt: Instant? = callback.state == .waived ? time : nil
        try execute(
            """
            INSERT INTO callbacks (district, callback, case_id, work_order, supervision, unit, round, method, state,
                scheduled_at, next_attempt_at, reason, ended_at, received_at, calendars_known)
            VALUES (\(district), \(callback.id)::uuid, \(callback.case)::uuid, \(callback.workOrder)::uuid,
                \(callback.supervision)::uuid, \(callback.unit), \(callback.round), \(callback.method.rawValue),
                \(callback.state.rawValue), \(callback.scheduledAt), \(callback.nextAttemptAt), \(callback.waiver),
                \(endedAt), \(callback.plan?.receivedAt), \(callback.plan?.calendars))
            ON CONFLICT DO NOTHING
            """)
    }

    /// The callback, locked until this transaction ends: of two who report at once the second sees what the first did.
    borrowing func lockedCallback(_ id: CallbackID, in district: DistrictID) throws -> Callback? {
        try execute("SELECT 1 FROM callbacks WHERE district = \(district) AND callback = \(id)::uuid FOR UPDATE")
        return try callback(id, in: district)
    }

    borrowing func callback(_ id: CallbackID, in district: DistrictID) throws -> Callback? {
        let rows = try run(
            """
            SELECT callback, case_id, work_order, supervision, unit, round, method, state, scheduled_at,
                next_attempt_at, attempts, outcome, satisfaction, is_irregular, consequence, reason, said_by, received_at,
                calendars_known
            FROM callbacks WHERE district = \(district) AND callback = \(id)::uuid
            """)
        return try rows.first.map { try Callback($0) }
    }

    /// Where the calendars known now put what is only planned.
    borrowing func move(_ callback: Callback, in district: DistrictID) throws {
        try execute(
            """
            UPDATE callbacks SET scheduled_at = \(callback.scheduledAt), next_attempt_at = \(callback.nextAttemptAt),
                calendars_known = \(callback.plan?.calendars)
            WHERE district = \(district) AND callback = \(callback.id)::uuid AND state = 'planned'
            """)
    }

    /// Ends what would be asked about a case. What is only planned has not been told to anybody, and is forgotten first: what its
    /// time opens meanwhile is waived.
    ///
    /// - Returns: those that were open.
    borrowing func waiveCallbacks(
        of id: CaseID, in district: DistrictID, for reason: String, at time: Instant
    ) throws -> [CallbackID] {
        try execute(
            """
            DELETE FROM callbacks
            WHERE district = \(district) AND case_id = \(id)::uuid AND state = \(Callback.State.planned.rawValue)
            """)
        let rows = try run(
            """
            UPDATE callbacks SET state = \(Callback.State.waived.rawValue), reason = \(reason),
                ended_at = greatest(scheduled_at, \(time)::timestamptz)
            WHERE district = \(district) AND case_id = \(id)::uuid AND state = \(Callback.State.open.rawValue)
            RETURNING callback
            """)
        return try rows.map { try $0.decode(CallbackID.self) }
    }

    /// What was noted or written with the outcome, still sealed.
    borrowing func note(of id: CallbackID, in district: DistrictID) throws -> SealedText? {
        let rows = try run(
            """
            SELECT note_key, note_box FROM callbacks
            WHERE district = \(district) AND callback = \(id)::uuid AND note_box IS NOT NULL
            """)
        return try rows.first.map { row in
            let (key, box) = try row.decode((String, String).self)
            return SealedText(keyId: key, box: box)
        }
    }

    /// Stores how the callback stands after something was reported of it.
    borrowing func store(
        _ callback: Callback, of district: DistrictID, note: SealedText? = nil, at time: Instant
    ) throws {
        let endedAt: Instant? = callback.state == .open ? nil : time
        try execute(
            """
            UPDATE callbacks SET state = \(callback.state.rawValue), attempts = \(callback.attempts),
                next_attempt_at = \(callback.nextAttemptAt), outcome = \(callback.verdict?.outcome.rawValue),
                satisfaction = \(callback.verdict?.satisfaction),
                is_irregular = \(callback.verdict?.isIrregular ?? false), note_key = \(note?.keyId),
                note_box = \(note?.box), said_by = \(callback.saidBy?.rawValue), consequence = \(callback.consequence?.kind.rawValue),
                reason = \(callback.consequence?.reason ?? callback.waiver), ended_at = \(endedAt)
            WHERE district = \(district) AND callback = \(callback.id)::uuid
            """)
    }
}

extension Callback {
    fileprivate init(_ row: Row) throws {
        let (
            id, subject, order, supervision, unit, round, method, state, scheduled, next, attempts, outcome, score,
            isIrregular, consequence, reason, speaker, receivedAt, calendars
        ) = try row.decode(
            (
                CallbackID, CaseID, WorkOrderID, SupervisionID?, UnitID, Int, String, String, Instant, Instant, Int,
                String?, Int?, Bool, String?, String?, String?, Instant?, Int?
            ).self)
        guard let method = CallbackMethod(rawValue: method), let state = State(rawValue: state) else {
            throw Unreadable(column: "method or state")
        }
        let kind = consequence.flatMap(Consequence.Kind.init(rawValue:))
        let plan = receivedAt.flatMap { at in calendars.map { Plan(receivedAt: at, calendars: $0) } }
        self.init(
            id: id, case: subject, workOrder: order, supervision: supervision, unit: unit, round: round,
            method: method, state: state, scheduledAt: scheduled, nextAttemptAt: next, attempts: attempts,
            verdict: outcome.flatMap(CallbackOutcome.init(rawValue:)).map {
                Verdict(outcome: $0, satisfaction: score, isIrregular: isIrregular)
            },
            consequence: kind.map { Consequence(kind: $0, reason: reason ?? "") },
            waiver: state == .waived ? reason : nil, saidBy: speaker.flatMap(Speaker.init(rawValue:)),
            plan: plan)
    }

    /// A column holds what this version of the service never wrote.
    struct Unreadable: Error {
        let column: String
    }
}
