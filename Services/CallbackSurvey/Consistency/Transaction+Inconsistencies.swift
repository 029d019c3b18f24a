import Contracts
import Foundation
import Messaging
import Postgres
import Sealing

extension Transaction {
    /// - Returns: false when this kind was found in this round before.
    borrowing func insert(
        _ found: Inconsistency, of id: CaseID, in district: DistrictID, at time: Instant
    ) throws -> Bool {
        let spans = String(decoding: try JSONEncoder().encode(found.finding.spans), as: UTF8.self)
        return try change(
            """
            INSERT INTO inconsistencies (district, inconsistency, case_id, work_order, unit, round, kind, score,
                reasons, spans, part, state, found_at)
            VALUES (\(district), \(found.id)::uuid, \(id)::uuid, \(found.order.id)::uuid, \(found.order.unit),
                \(found.order.round), \(found.finding.kind.rawValue), \(found.finding.score),
                \(found.finding.reasons.map(\.rawValue))::text[], \(spans), \(found.part), 'open', \(time))
            ON CONFLICT DO NOTHING
            """) == 1
    }

    borrowing func inconsistency(_ id: String, in district: DistrictID) throws -> ReviewedInconsistency? {
        try run(
            """
            SELECT inconsistency, case_id, case_number, work_order, unit, round, kind, score,
                array_to_string(reasons, ' '), found_at, part, spans, decision, decided_by, decided_at
            FROM inconsistencies JOIN cases USING (district, case_id)
            WHERE district = \(district) AND inconsistency = \(id)::uuid
            """
        ).first.map { try ReviewedInconsistency($0) }
    }

    /// - Returns: one more than the page holds when there are more.
    borrowing func inconsistencies(
        to page: InconsistencyPage, of district: DistrictID
    ) throws -> [ReviewedInconsistency] {
        let rows = try run(
            """
            SELECT inconsistency, case_id, case_number, work_order, unit, round, kind, score,
                array_to_string(reasons, ' '), found_at, part, spans, decision, decided_by, decided_at
            FROM inconsistencies JOIN cases USING (district, case_id)
            WHERE district = \(district) AND state = \(page.state.rawValue)
                AND (\(page.after?.foundAt)::timestamptz IS NULL OR (found_at, inconsistency)
                    > (\(page.after?.foundAt)::timestamptz, \(page.after?.id)::uuid))
            ORDER BY found_at, inconsistency LIMIT \(page.limit + 1)
            """)
        return try rows.map { try ReviewedInconsistency($0) }
    }

    borrowing func store(_ decision: Decision, by review: Review, note: SealedText) throws {
        try execute(
            """
            UPDATE inconsistencies SET state = 'decided', decision = \(decision.rawValue),
                decided_by = \(review.reviewer), decided_at = \(review.now), note_key = \(note.keyId),
                note_box = \(note.box)
            WHERE district = \(review.district) AND inconsistency = \(review.inconsistency)::uuid
            """)
    }

    /// Whether a decision about this round has asked for that already.
    borrowing func isAsked(
        _ kind: Consequence.Kind, of order: WorkOrderID, _ id: CaseID, in district: DistrictID
    ) throws -> Bool {
        try !run(
            """
            SELECT 1 FROM inconsistencies WHERE district = \(district) AND case_id = \(id)::uuid
                AND work_order = \(order)::uuid AND decision = \(kind.rawValue) LIMIT 1
            """
        ).isEmpty
    }
}

extension ReviewedInconsistency {
    fileprivate init(_ row: Row) throws {
        let (id, subject, number, order, unit, round, kind, score, reasons, found, part, spans, made, by, at) =
            try row.decode(
                (
                    String, CaseID, CaseNumber, WorkOrderID, UnitID, Int, String, Double, String, Instant, String,
                    String, String?, String?, Instant?
                ).self)
        guard let kind = Finding.Kind(rawValue: kind) else { throw Callback.Unreadable(column: "kind") }
        self.init(
            inconsistency: id, case: subject, caseNumber: number, workOrder: order, unit: unit, round: round,
            kind: kind, score: score, reasons: reasons.split(separator: " ").compactMap { .init(rawValue: String($0)) },
            foundAt: found, part: part)
        self.spans = try JSONDecoder().decode([Finding.Span].self, from: Data(spans.utf8))
        if let made = made.flatMap(Decision.init(rawValue:)), let by, let at {
            decision = Made(decision: made, by: by, at: at)
        }
    }
}
