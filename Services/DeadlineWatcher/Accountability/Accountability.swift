import Contracts
import Postgres

/// A proposal to hold somebody to account (rules DM-40 to DM-46), or a clue for discipline (rules CZ-21, CZ-53), as its row
/// tells it; also what the desk is answered. The program proposes; a named person decides (rule X32).
struct Accountability: Encodable, Sendable {
    enum Kind: String, Codable, CaseIterable, Sendable {
        case accountability, referral
    }

    enum State: String, Codable, CaseIterable, Sendable {
        case proposed, withdrawn, decided
    }

    let accountability: AccountabilityID
    let kind: Kind
    let `case`: CaseID
    let rule: RuleID
    /// A code: `overdue`, `overdueUnderSupervision`, `jointOverdue`, `perfunctory`, `notActedOn`, or what a person gave.
    let ground: String
    let deadline: DeadlineID?
    let workOrder: WorkOrderID?
    let unit: UnitID?
    let proposedAt: Instant
    /// Nil where a clock or an event did.
    let proposedBy: String?
    var withdrawnAt: Instant?
    var decidedAt: Instant?
    /// The account of the person who decided.
    var decidedBy: String?
    var isUpheld: Bool?
    /// Why it was decided so; nil in what is older.
    var sealedReason: SealedText?
    /// The same, opened, for whoever is shown the dossier.
    var reason: String?

    var state: State { decidedAt != nil ? .decided : withdrawnAt != nil ? .withdrawn : .proposed }

    private enum CodingKeys: String, CodingKey {
        case accountability, kind, `case`, rule, ground, deadline, workOrder, unit, proposedAt, proposedBy, withdrawnAt
        case decidedAt, decidedBy, isUpheld, reason, state
    }

    func encode(to encoder: any Encoder) throws {
        var json = encoder.container(keyedBy: CodingKeys.self)
        try json.encode(accountability, forKey: .accountability)
        try json.encode(kind, forKey: .kind)
        try json.encode(`case`, forKey: .case)
        try json.encode(rule, forKey: .rule)
        try json.encode(ground, forKey: .ground)
        try json.encodeIfPresent(deadline, forKey: .deadline)
        try json.encodeIfPresent(workOrder, forKey: .workOrder)
        try json.encodeIfPresent(unit, forKey: .unit)
        try json.encode(proposedAt, forKey: .proposedAt)
        try json.encodeIfPresent(proposedBy, forKey: .proposedBy)
        try json.encodeIfPresent(withdrawnAt, forKey: .withdrawnAt)
        try json.encodeIfPresent(decidedAt, forKey: .decidedAt)
        try json.encodeIfPresent(decidedBy, forKey: .decidedBy)
        try json.encodeIfPresent(isUpheld, forKey: .isUpheld)
        try json.encodeIfPresent(reason, forKey: .reason)
        try json.encode(state, forKey: .state)
    }

    /// What a person or the clocks have proposed; nil for another event.
    init?(_ event: any Event, at time: Instant) {
        switch event {
        case let event as AccountabilityProposed:
            (accountability, kind, `case`) = (event.accountability, .accountability, event.case)
            (rule, ground, deadline) = (event.rule, event.ground, event.deadline)
            (workOrder, unit, proposedBy) = (event.workOrder, event.unit, event.proposedBy)
        case let event as ReferralProposed:
            (accountability, kind, `case`) = (AccountabilityID(event.referral.rawValue), .referral, event.case)
            (rule, ground, deadline) = (event.rule, event.ground, event.deadline)
            (workOrder, unit, proposedBy) = (event.workOrder, event.unit, event.proposedBy)
        default: return nil
        }
        proposedAt = time
    }

    init(_ row: Row) throws {
        let columns = try row.decode(
            (
                AccountabilityID, String, CaseID, RuleID, String, DeadlineID?, WorkOrderID?, UnitID?, Instant, String?,
                Instant?, Instant?, String?, Bool?, String?, String?
            ).self)
        (accountability, kind) = (columns.0, Kind(rawValue: columns.1) ?? .accountability)
        (`case`, rule, ground, deadline) = (columns.2, columns.3, columns.4, columns.5)
        (workOrder, unit, proposedAt, proposedBy) = (columns.6, columns.7, columns.8, columns.9)
        (withdrawnAt, decidedAt, decidedBy, isUpheld) = (columns.10, columns.11, columns.12, columns.13)
        if let key = columns.14, let box = columns.15 { sealedReason = SealedText(keyId: key, box: box) }
    }

    /// Proposes it, in the words of its kind.
    var proposal: any CaseEvent {
        switch kind {
        case .accountability:
            AccountabilityProposed(
                case: `case`, accountability: accountability, rule: rule, ground: ground, deadline: deadline,
                workOrder: workOrder, unit: unit, proposedBy: proposedBy)
        case .referral:
            ReferralProposed(
                case: `case`, referral: ReferralID(accountability.rawValue), rule: rule, ground: ground,
                deadline: deadline, workOrder: workOrder, unit: unit, proposedBy: proposedBy)
        }
    }
}

extension Accountability {
    /// One that a person proposes.
    ///
    /// - Parameter id: follows from what is proposed, so that it is proposed once.
    init(
        id: AccountabilityID, _ kind: Kind, of case: CaseID, rule: RuleID, ground: String, unit: UnitID?,
        at time: Instant, by account: String
    ) {
        self.accountability = id
        self.kind = kind
        self.case = `case`
        self.rule = rule
        self.ground = ground
        self.unit = unit
        (deadline, workOrder) = (nil, nil)
        (proposedAt, proposedBy) = (time, account)
    }
}
