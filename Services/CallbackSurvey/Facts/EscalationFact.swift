import Contracts
import Messaging
import Postgres

/// A step of the supervision ladder, as far as a ledger needs it; and what was proposed for accountability, for then its
/// texts are open to whoever decides.
struct EscalationFact: Sendable {
    struct Part: Decodable, Sendable {
        let `case`: CaseID
        let supervision: SupervisionID?
        let accountability: AccountabilityID?
        let referral: ReferralID?
        let rule: RuleID?
        let unit: UnitID?

        /// Of whichever it is.
        var id: String? { supervision?.rawValue ?? accountability?.rawValue ?? referral?.rawValue }
    }

    static let proposals = [AccountabilityProposed.type, ReferralProposed.type]
    static let kept =
        [SupervisionProposed.type, SupervisionLetterIssued.type, SupervisionConcluded.type] + proposals

    let id: EventID
    let type: String
    let at: Instant
    let part: Part

    init(_ envelope: Envelope, _ part: Part) {
        (id, type, at) = (envelope.id, envelope.type, envelope.time)
        self.part = part
    }
}

extension Transaction {
    borrowing func keep(escalations facts: [EscalationFact], of district: DistrictID) throws {
        guard !facts.isEmpty else { return }
        try execute(
            """
            INSERT INTO escalations (district, case_id, event_id, type, supervision, rule, unit, happened_at)
            SELECT \(district)::text, * FROM unnest(\(facts.map(\.part.case.rawValue))::uuid[],
                \(facts.map(\.id.rawValue))::uuid[], \(facts.map(\.type))::text[],
                \(facts.map(\.part.id))::uuid[], \(facts.map(\.part.rule))::text[],
                \(facts.map(\.part.unit))::text[], \(facts.map(\.at))::timestamptz[])
            ON CONFLICT DO NOTHING
            """)
    }
}
