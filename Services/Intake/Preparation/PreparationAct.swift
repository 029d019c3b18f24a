import Contracts
import Messaging
import Postgres

/// Something that a unit did or asked for a show: each is taken once.
struct PreparationAct: Sendable, Encodable {
    enum Kind: String, Sendable, Encodable {
        case discharge, plan, leave, leaveDecision, reschedule
    }

    let broadcast: BroadcastID
    let unit: UnitID
    let act: Kind
    /// The duty's name in the rule pack; for requests `written` or `spoken`, for decisions `approved` or `refused`.
    let subject: String
    let at: Instant
    var plannedFor: Instant?
    /// The account that said so.
    let account: String

    /// What the other services are told.
    var event: any Event {
        switch act {
        case .discharge: DutyDischarged(broadcast: broadcast, unit: unit, duty: subject)
        case .plan: DutyPlanned(broadcast: broadcast, unit: unit, duty: subject, plannedFor: plannedFor ?? at)
        case .leave: LeaveRequested(broadcast: broadcast, unit: unit, isWritten: subject == Self.written)
        case .leaveDecision:
            LeaveDecided(broadcast: broadcast, unit: unit, isApproved: subject == Self.approved, decidedBy: account)
        case .reschedule: RescheduleRequested(broadcast: broadcast, unit: unit, isWritten: subject == Self.written)
        }
    }

    static let written = "written"
    static let spoken = "spoken"
    static let approved = "approved"
    static let refused = "refused"
}

extension Transaction {
    /// Records an act that is new, with its event; one that is known stays as it was.
    ///
    /// - Returns: the act as it is on record.
    borrowing func take(
        _ act: PreparationAct, in district: DistrictID, _ journal: Journal
    ) throws -> PreparationAct {
        let added = try change(
            """
            INSERT INTO preparation_acts (district, broadcast, unit, act, subject, happened_at, planned_for, account)
            VALUES (\(district), \(act.broadcast), \(act.unit), \(act.act.rawValue), \(act.subject), \(act.at),
                \(act.plannedFor)::timestamptz, \(act.account))
            ON CONFLICT DO NOTHING
            """)
        guard added == 1 else {
            return try preparation(of: act.broadcast, in: district, by: act.unit)
                .first { $0.act == act.act && $0.subject == act.subject } ?? act
        }
        let parts = ["preparation", district.rawValue, act.broadcast.rawValue, act.unit.rawValue]
        let cause = Cause(id: try DerivedID.make(parts + [act.act.rawValue, act.subject]))
        try journal.events(causedBy: cause).record(act.event, at: act.at)
        return act
    }

    /// In the order in which it happened.
    ///
    /// - Parameter unit: nil for all units.
    borrowing func preparation(
        of broadcast: BroadcastID, in district: DistrictID, by unit: UnitID?
    ) throws -> [PreparationAct] {
        let rows = try run(
            """
            SELECT unit, act, subject, happened_at, planned_for, account FROM preparation_acts
            WHERE district = \(district) AND broadcast = \(broadcast)
                AND (unit = \(unit)::text OR \(unit)::text IS NULL)
            ORDER BY happened_at, unit, act, subject
            """)
        return try rows.compactMap { row in
            let (unit, name, subject, at, planned, account) = try row.decode(
                (UnitID, String, String, Instant, Instant?, String).self)
            return PreparationAct.Kind(rawValue: name).map {
                PreparationAct(
                    broadcast: broadcast, unit: unit, act: $0, subject: subject, at: at, plannedFor: planned,
                    account: account)
            }
        }
    }
}
