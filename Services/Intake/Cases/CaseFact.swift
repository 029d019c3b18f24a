import Contracts
import Foundation
import Messaging
import Postgres

/// What another service has said of a case, as far as the citizen's status needs it.
struct CaseFact: Sendable {
    let type: String
    let happenedAt: Instant
    let unit: UnitID?
    let otherUnit: UnitID?
    let round: Int?
    let outcome: String?
    let due: Instant?
    let answer: SealedText?
    let workOrder: WorkOrderID?
    /// Of a dispatch: to the unit that answers for the matter, or to one that assists it.
    let isLead: Bool?
    /// Of a callback, and how it asks.
    let callback: CallbackID?
    let method: CallbackMethod?

    /// The types that say something to a citizen; the others are not kept.
    static let kept: Set<String> = [
        WorkOrderDispatched.type, WorkOrderSigned.type, CitizenContacted.type, WorkOrderTransferred.type,
        WorkOrderAnswered.type, WorkOrderClosed.type, ExtensionGranted.type, ReworkOrdered.type,
        CallbackScheduled.type, CallbackCompleted.type, CallbackWaived.type, SupervisionAnswered.type,
    ]
}

/// The properties that those events have in common, or not.
private struct HeardFact: Decodable {
    let `case`: CaseID
    let unit: UnitID?
    let to: UnitID?
    let round: Int?
    let outcome: String?
    let reason: Reason?
    let due: Instant?
    let answer: SealedText?
    let workOrder: WorkOrderID?
    let isLead: Bool?
    let callback: CallbackID?
    let method: String?

    /// A code in some events, sealed text in others, which stays closed here.
    struct Reason: Decodable {
        let code: String?

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            // Not a code: a sealed text, which a citizen's status does not show.
            code = try? container.decode(String.self)
        }
    }
}

extension Transaction {
    /// Keeps what is new among facts of one district; which came first does not matter.
    borrowing func keep(_ envelopes: [Envelope], of district: DistrictID) throws {
        let facts = try envelopes.filter { CaseFact.kept.contains($0.type) }.map { ($0, try HeardFact($0)) }
        guard !facts.isEmpty else { return }
        try execute(
            """
            INSERT INTO case_facts (district, case_id, event_id, type, happened_at, unit, other_unit, round, outcome,
                due_at, answer_key, answer_box, work_order, is_lead, callback, method)
            SELECT \(district)::text, * FROM unnest(\(facts.map(\.1.case.rawValue))::uuid[],
                \(facts.map(\.0.id.rawValue))::uuid[], \(facts.map(\.0.type))::text[],
                \(facts.map(\.0.time))::timestamptz[], \(facts.map(\.1.unit))::text[], \(facts.map(\.1.to))::text[],
                \(facts.map(\.1.round))::integer[], \(facts.map { $0.1.outcome ?? $0.1.reason?.code })::text[],
                \(facts.map(\.1.due))::timestamptz[], \(facts.map(\.1.answer?.keyId))::text[],
                \(facts.map(\.1.answer?.box))::text[], \(facts.map(\.1.workOrder))::text[],
                \(facts.map(\.1.isLead))::boolean[], \(facts.map(\.1.callback))::uuid[],
                \(facts.map(\.1.method))::text[])
            ON CONFLICT DO NOTHING
            """)
    }

    /// In the order of their times. What assistants do is the lead's affair: a citizen deals with one unit, and an
    /// assistant's words are not meant for him, but for those under a letter, whose unit replies to him itself (rule DM-28).
    borrowing func facts(about id: CaseID, in district: DistrictID) throws -> [CaseFact] {
        let rows = try run(
            """
            SELECT type, happened_at, unit, other_unit, round, outcome, due_at, answer_key, answer_box, work_order,
                is_lead, callback, method
            FROM case_facts WHERE district = \(district) AND case_id = \(id)::uuid ORDER BY happened_at, event_id
            """)
        let facts = try rows.map { try CaseFact($0) }
        let assisting = Set(facts.filter { $0.isLead == false }.compactMap(\.workOrder))
        return facts.filter { fact in
            fact.type == SupervisionAnswered.type || (fact.workOrder.map { !assisting.contains($0) } ?? true)
        }
    }
}

extension CaseFact {
    fileprivate init(_ row: Row) throws {
        let (type, at, unit, other, round, outcome, due, key, box, order, isLead, callback, method) = try row.decode(
            (
                String, Instant, UnitID?, UnitID?, Int?, String?, Instant?, String?, String?, WorkOrderID?, Bool?,
                CallbackID?, String?
            ).self)
        self.init(
            type: type, happenedAt: at, unit: unit, otherUnit: other, round: round, outcome: outcome, due: due,
            answer: SealedText(keyId: key, box: box), workOrder: order, isLead: isLead,
            callback: callback, method: method.flatMap(CallbackMethod.init(rawValue:)))
    }
}

extension HeardFact {
    fileprivate init(_ envelope: Envelope) throws {
        do {
            self = try JSONDecoder().decode(HeardFact.self, from: Data(envelope.data))
        } catch {
            throw Undecodable(reason: "\(envelope.type): is not what its schema says")
        }
    }
}
